import Glibc
import HTTP

/// A line of standard input that nobody is to see.
enum SecretLine {
    /// Whether somebody types it.
    static var isTyped: Bool { isatty(STDIN_FILENO) == 1 }

    /// Bytes: more than any password has.
    private static let limit = 4096
    /// How often a signal to end is looked for, in milliseconds.
    private static let patience: Int32 = 100

    /// Reads the line, without what ends it; from a terminal that shows nothing of it.
    ///
    /// - Parameter prompt: What a terminal shows before.
    /// - Throws: `Failure` for a line that is too long or no UTF-8, and when a signal asks the program to end.
    static func read(prompt: String) throws(Failure) -> String {
        guard isTyped else { return try readLine() }
        var settings = termios()
        tcgetattr(STDIN_FILENO, &settings)
        var silent = settings
        silent.c_lflag &= ~tcflag_t(ECHO)
        // Keys that end or stop the program whatever it does would leave a silent terminal behind; 0 is no key.
        withUnsafeMutableBytes(of: &silent.c_cc) { keys in
            for key in [VQUIT, VSUSP] { keys[Int(key)] = 0 }
        }
        // What was typed before is not the password.
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        Terminal.ask(prompt)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &settings)
            Terminal.ask("\n")
        }
        return try readLine()
    }

    private static func readLine() throws(Failure) -> String {
        var line: [UInt8] = []
        while let byte = try readByte(), byte != UInt8(ascii: "\n") {
            guard line.count < limit else { throw Failure(.problems, "the line on standard input is too long") }
            line.append(byte)
        }
        if line.last == UInt8(ascii: "\r") { line.removeLast() }
        guard let text = String(validating: line, as: UTF8.self) else {
            throw Failure(.problems, "the line on standard input is no UTF-8")
        }
        return text
    }

    /// One byte, so that the next line is left; nil at the end.
    private static func readByte() throws(Failure) -> UInt8? {
        while true {
            guard !ShutdownSignals.isPending else { throw Failure(.problems, "stopped; nothing was changed") }
            var descriptor = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            guard poll(&descriptor, 1, patience) > 0 else { continue }
            var byte: UInt8 = 0
            switch Glibc.read(STDIN_FILENO, &byte, 1) {
            case 1: return byte
            case -1 where errno == EINTR: continue
            default: return nil
            }
        }
    }
}
