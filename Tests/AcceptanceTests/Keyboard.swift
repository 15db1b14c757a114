import Glibc

/// A terminal at which the test sits.
final class Keyboard {
    private let descriptor: Int32
    /// The other side, which is as its last program has left it as long as somebody has it open.
    private let terminal: Int32
    /// Of the other side, for a program.
    let path: String

    init() throws {
        var sides: (own: Int32, other: Int32) = (-1, -1)
        var name = [CChar](repeating: 0, count: 64)
        guard openpty(&sides.own, &sides.other, &name, nil, nil) == 0 else { throw NoTerminal(errno: errno) }
        (descriptor, terminal) = sides
        // Programs of other tests must not have them.
        for side in [sides.own, sides.other] { _ = fcntl(side, F_SETFD, FD_CLOEXEC) }
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit {
        close(terminal)
        close(descriptor)
    }

    struct NoTerminal: Error { let errno: Int32 }

    func type(_ line: String) {
        _ = Array("\(line)\n".utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    /// Whether what is typed is shown, and a key ends or stops a program whatever it does.
    var isUsual: Bool {
        let settings = settings
        return settings.c_lflag & tcflag_t(ECHO) != 0 && keys(of: settings).allSatisfy { $0 != 0 }
    }

    /// Whether neither is so.
    var isSilent: Bool {
        let settings = settings
        return settings.c_lflag & tcflag_t(ECHO) == 0 && keys(of: settings) == [0, 0]
    }

    private var settings: termios {
        var settings = termios()
        tcgetattr(terminal, &settings)
        return settings
    }

    private func keys(of settings: termios) -> [UInt8] {
        withUnsafeBytes(of: settings.c_cc) { keys in [VQUIT, VSUSP].map { keys[Int($0)] } }
    }

    /// What the terminal shows of what was typed so far.
    func shown() -> String {
        var text = ""
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        var buffer = [UInt8](repeating: 0, count: 4096)
        while poll(&waiting, 1, 0) > 0, case let count = read(descriptor, &buffer, buffer.count), count > 0 {
            text += String(decoding: buffer[..<count], as: UTF8.self)
        }
        return text
    }
}
