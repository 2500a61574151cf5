"""Call mcp_transport of someone/main/models/demo.

pip install fastmcp
"""

import asyncio
import os
import sys

from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport

pat = os.environ.get("CLARIFAI_PAT")
if not pat:
    sys.exit("Set CLARIFAI_PAT: https://clarifai.com/settings/security")

transport = StreamableHttpTransport(
    "https://api.clarifai.com/v2/ext/mcp/v1/users/someone/apps/main/models/demo",
    headers={"Authorization": f"Bearer {pat}"},
)


async def main() -> None:
    async with Client(transport) as client:
        for tool in await client.list_tools():
            print(tool.name, tool.inputSchema)
        # A call: await client.call_tool(tool.name, {"argument": "value"})


asyncio.run(main())
