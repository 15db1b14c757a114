import HTTP
import SQLite
import Storage

/// Why a verb ends without having done its work.
///
/// The message says what is wrong, why, and what to do about it.
struct Failure: Error {
    /// The exit codes that scripts can rely on; 69 and 78 are those of sysexits(3).
    enum Code: Int32 {
        case problems = 1
        case usage = 2
        case addressInUse = 69
        case configuration = 78
    }

    let code: Code
    let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// What an error of another room means to the person at the command line.
    init(_ error: any Error) {
        self =
            switch error {
            case let failure as Failure: failure
            case let error as DatabaseError: Failure(.configuration, error.description)
            case let error as ServerError: Failure(error)
            case let error as SQLiteError where error.reason == .full:
                Failure(.problems, "the disk has no room for the database to grow: make some, and try again")
            default: Failure(.problems, "\(error)")
            }
    }

    private init(_ error: ServerError) {
        self =
            switch error {
            case .addressInUse(let host, let port):
                Failure(
                    .addressInUse,
                    "port \(port) of \(host) is in use by another program: stop it, or choose another --port (0 picks one)"
                )
            case .addressUnavailable(let host):
                Failure(
                    .usage,
                    "--host: «\(host)» is no address of this machine: give one that is, such as 127.0.0.1, or 0.0.0.0 for all"
                )
            case .socketInUse(let path):
                Failure(.addressInUse, "\(path) is in use by another program: stop it, or choose another --uds")
            case .socketUnavailable(let path, let reason):
                Failure(
                    .usage,
                    "--uds: «\(path)» cannot be listened on: \(reason): name a new file in a directory that is there")
            case .system(let call, let number):
                Failure(.problems, "the operating system refuses \(call): \(systemMessage(number))")
            case .handlerFailed(let error): Failure(error)
            }
    }
}
