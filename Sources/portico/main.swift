import Glibc
import HTTP

ShutdownSignals.block()
do {
    let (verb, words) = try Verb.find(in: Array(CommandLine.arguments.dropFirst()))
    let options = try Options(words, of: verb)
    if options.isGiven(.help) { Terminal.say(page: verb.page) } else { try verb.run(options) }
} catch {
    let failure = Failure(error)
    Terminal.complain("portico: \(failure.message)")
    exit(failure.code.rawValue)
}
