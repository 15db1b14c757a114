import Glibc

signal(SIGPIPE, SIG_IGN)
do {
    try Benchmark(Options(Array(CommandLine.arguments.dropFirst()))).run()
} catch {
    say("portico-bench: \(error)", on: STDERR_FILENO)
    exit(error is UsageError ? 2 : 1)
}
