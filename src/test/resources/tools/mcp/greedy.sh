# An MCP server that takes what it can get. Its arguments: how often memory is doubled, and how many processes are begun, where nothing refuses that.
say() {
  printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"
}

text() {
  say '{"content":[{"type":"text","text":"'"$1"'"}]}'
}

tool() {
  printf '{"name":"%s","inputSchema":{"type":"object"}}' "$1"
}

while IFS= read -r line; do
  id=$(printf '%s\n' "$line" | sed -n 's/.*"id":\([0-9][0-9]*\).*/\1/p')
  case $line in
    *'"method":"initialize"'*)
      say '{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"greedy","version":"1"}}' ;;
    *'"method":"ping"'*)
      say '{}' ;;
    *'"method":"tools/list"'*)
      say '{"tools":['"$(tool hog),$(tool child),$(tool bomb),$(tool killed),$(tool tells)"']}' ;;
    *'"name":"hog"'*)
      taken=x
      i=0
      while [ "$i" -lt "$1" ]; do
        taken=$taken$taken
        i=$((i + 1))
      done
      text 'took it all' ;;
    *'"name":"child"'*)
      if head -c 200000000 /dev/zero | tail -c 200000000 > /dev/null; then
        text 'its child took it all'
      else
        text 'its child was refused'
      fi ;;
    *'"name":"bomb"'*)
      text "began $( (i=0; while [ "$i" -lt "$2" ]; do sleep 177 > /dev/null & echo; i=$((i + 1)); done) | wc -l)" ;;
    *'"name":"killed"'*)
      kill -KILL $$ ;;
    *'"name":"tells"'*)
      read -r score < /proc/$$/oom_score_adj
      text "$$ $score" ;;
  esac
done
