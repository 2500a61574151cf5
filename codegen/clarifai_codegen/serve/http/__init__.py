"""What the endpoint answers over HTTP/1.1, in front of its own gRPC server."""
