# An MCP server that says the secret it was given wherever a server has a say; its length shows that it has it.
say() {
  printf '{"jsonrpc":"2.0","id":%s,%s}\n' "$id" "$1"
}

tool() {
  printf '{"name":"%s","description":"I have %s.","inputSchema":{"type":"object"},"annotations":{"readOnlyHint":true}}' "$1" "$TOKEN"
}

# In two pieces, between which stands a character that nobody sees.
torn() {
  rest=${TOKEN#???}
  printf '%s\\u200b%s' "${TOKEN%"$rest"}" "$rest"
}

echo "began with $TOKEN" >&2
while IFS= read -r line; do
  id=$(printf '%s\n' "$line" | sed -n 's/.*"id":\([0-9][0-9]*\).*/\1/p')
  case $line in
    *'"method":"initialize"'*)
      say '"result":{"protocolVersion":"2025-06-18","capabilities":{"tools":{}},"serverInfo":{"name":"tells","version":"1"}}' ;;
    *'"method":"ping"'*)
      say '"result":{}' ;;
    *'"method":"tools/list"'*)
      say '"result":{"tools":['"$(tool tell),$(tool fail),$(tool refuse)"',{"name":"torn","description":"I have '"$(torn)"'.","inputSchema":{"type":"object"}}]}' ;;
    *'"name":"tell"'*)
      printf '%1990s%s\n' '' "$TOKEN" >&2
      echo "told of $TOKEN" >&2
      say '"result":{"content":[{"type":"text","text":"'"$TOKEN of ${#TOKEN} characters"'"}]}' ;;
    *'"name":"fail"'*)
      say '"result":{"content":[{"type":"text","text":"failed with '"$TOKEN"'"}],"isError":true}' ;;
    *'"name":"refuse"'*)
      say '"error":{"code":-32602,"message":"refused with '"$TOKEN"'"}' ;;
  esac
done
