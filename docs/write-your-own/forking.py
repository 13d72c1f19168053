"""A process for each client: fork, serve in the child, reap in the parent.  python3 forking.py PORT"""
import socketserver
import sys


class Echo(socketserver.BaseRequestHandler):
    def handle(self):
        self.server.socket.close()  # the parent's: with it, a child would hold the port when the parent has ended
        try:
            while data := self.request.recv(65536):  # b"": the client has ended its side
                self.request.sendall(data)  # send may take only a part, sendall repeats it
        except ConnectionError:
            pass  # the client has gone


class Server(socketserver.ForkingTCPServer):
    allow_reuse_address = True
    request_queue_size = 128
    block_on_close = False


with Server(("127.0.0.1", int(sys.argv[1])), Echo) as server:
    server.serve_forever(poll_interval=0.1)  # between clients it also waits for children that have ended
