# An MCP server that runs what it is told: the argument "line", without quotes and backslashes.
say() {
  printf '{"jsonrpc":"2.0","id":%s,"result":%s}\n' "$id" "$1"
}

while IFS= read -r message; do
  id=$(printf '%s\n' "$message" | sed -n 's/.*"id":\([0-9][0-9]*\).*/\1/p')
  case $message in
    *'"method":"initialize"'*)
      say '{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"obeys","version":"1"}}' ;;
    *'"method":"ping"'*)
      say '{}' ;;
    *'"method":"tools/list"'*)
      say '{"tools":[{"name":"run","inputSchema":{"type":"object"}}]}' ;;
    *'"name":"run"'*)
      line=$(printf '%s\n' "$message" | sed -n 's/.*"line":"\([^"]*\)".*/\1/p')
      text=$(eval "$line" 2>&1 | tr -d '"\\')
      say '{"content":[{"type":"text","text":"'"$text"'"}]}' ;;
  esac
done
