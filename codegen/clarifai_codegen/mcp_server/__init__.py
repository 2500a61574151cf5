"""An MCP server over the methods of models (extra `mcp`): nothing is generated.

`offer` makes tools and clients of signatures, `service` answers tools/list and
tools/call, `protocol` puts it into the package `mcp`, `stdio` and `http` carry that.
"""
