import HTTP

ShutdownSignals.block()
try Serve.run()
