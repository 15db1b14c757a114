import Glibc
import HTTP
import Storage

extension Verb {
    static let backup = Verb(
        name: "backup", arguments: ["<file>"],
        summary: "Copies the database, as it is now, to a new file, and its attachments beside it; a server may go on.",
        options: [.data]
    ) { options in
        let target = options.arguments[0]
        let isWatched = isatty(STDERR_FILENO) == 1
        defer { if isWatched { Terminal.show("") } }
        let missing = try Database(path: options.setting(.data).value).backUp(to: target) { share in
            if isWatched { Terminal.show("\(Int(share * 100)) %") }
            return !ShutdownSignals.isPending
        }
        if missing > 0 {
            throw Failure(
                .problems, "\(target) holds all that the database held, but files of \(missing) attachments are missing"
            )
        }
        Terminal.say("\(target) holds all that the database held when the backup began")
    }
}
