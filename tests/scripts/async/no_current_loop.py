"""get_event_loop() where there is none."""

import asyncio
loop = asyncio.get_event_loop()
async def main(): return 5
print(loop.run_until_complete(main()))
f = asyncio.ensure_future(main(), loop=loop)
print(loop.run_until_complete(f))
print(loop.run_until_complete(asyncio.gather(main(), main())) if 0 else '')
loop.close()
