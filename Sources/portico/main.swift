import Glibc
import HTTP

ShutdownSignals.block()
// A file that grows beyond `ulimit -f` is a disk that is full, an error of the call, and no reason to die.
signal(SIGXFSZ, SIG_IGN)
MemoryBudget.returnLargeBlocks()
do {
    let (verb, words) = try Verb.find(in: Array(CommandLine.arguments.dropFirst()))
    let options = try Options(words, of: verb)
    if options.isGiven(.help) { Terminal.say(page: verb.page) } else { try verb.run(options) }
} catch {
    let failure = Failure(error)
    Terminal.complain("portico: \(failure.message)")
    exit(failure.code.rawValue)
}
