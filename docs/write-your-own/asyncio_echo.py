"""One process, one thread, an event loop.  python3 asyncio_echo.py PORT"""
import asyncio
import sys


async def serve(reader, writer):
    try:
        while data := await reader.read(65536):  # b"": the client has ended its side
            writer.write(data)
            await writer.drain()  # a client that does not read is not read from, either
    except ConnectionError:
        pass  # the client has gone
    finally:
        writer.close()


async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", int(sys.argv[1]))
    await server.serve_forever()


asyncio.run(main())
