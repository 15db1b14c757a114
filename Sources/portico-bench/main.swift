import Glibc

signal(SIGPIPE, SIG_IGN)
if CommandLine.arguments.dropFirst().first == "--help" {
    say(Options.usage)
    exit(0)
}
do {
    try Benchmark(Options(Array(CommandLine.arguments.dropFirst()))).run()
} catch {
    say("portico-bench: \(error)", on: STDERR_FILENO)
    exit(error is UsageError ? 2 : 1)
}
