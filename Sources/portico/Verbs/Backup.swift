import Glibc
import HTTP
import Storage

extension Verb {
    static let backup = Verb(
        name: "backup", arguments: ["<file>"],
        summary: "Copies the database, as it is now, to a new file; a server may be running and go on.",
        options: [.data]
    ) { options in
        let target = options.arguments[0]
        let isWatched = isatty(STDERR_FILENO) == 1
        defer { if isWatched { Terminal.show("") } }
        try Database(path: options.setting(.data).value).backUp(to: target) { share in
            if isWatched { Terminal.show("\(Int(share * 100)) %") }
            return !ShutdownSignals.isPending
        }
        Terminal.say("\(target) holds all that the database held when the backup began")
    }
}
