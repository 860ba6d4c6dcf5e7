# exit: 1
# A task's exception that nobody asks for is told after the one that ends the script.
import asyncio
async def main():
    t=asyncio.create_task(bad()); await asyncio.sleep(0.01)
    raise KeyError('main')
async def bad(): raise ValueError('never retrieved')
asyncio.run(main())
