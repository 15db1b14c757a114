import Foundation
import Glibc
import TestSupport

/// A Chromium without a window, driven over its debugging pipe: JSON with a zero byte behind each message, to the browser's
/// descriptor 3 and from its descriptor 4.
///
/// <https://chromedevtools.github.io/devtools-protocol/>
final class Chromium {
    private static let path = ["/usr/bin/chromium", "/usr/bin/google-chrome"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
    static let isInstalled = path != nil

    private let id: pid_t
    private let input: Int32
    private let output: Int32
    /// Its profile, and its home.
    private let directory: TemporaryDirectory
    private var received = Data()
    private var lastCall = 0
    /// Who is told what happens in a session.
    private var listeners: [String: (_ event: String, _ parameters: [String: Any]) -> Void] = [:]

    /// Why a call, or waiting, did not come to its end.
    struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) { self.description = description }
    }

    init() throws {
        guard let path = Self.path else { throw Failure("there is no Chromium") }
        directory = try TemporaryDirectory()
        let (toBrowser, fromBrowser) = (try Self.pipe(), try Self.pipe())
        defer {
            close(toBrowser.reading)
            close(fromBrowser.writing)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
            posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
        }
        posix_spawn_file_actions_adddup2(&actions, toBrowser.reading, 3)
        posix_spawn_file_actions_adddup2(&actions, fromBrowser.writing, 4)
        // Pipes of other tests would not end before the browser does.
        for descriptor in Int32(5)..<256 { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // With a group of its own, all that it has started ends with it.
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        let command = [
            path, "--headless=new", "--remote-debugging-pipe", "--user-data-dir=\(directory.file("profile"))",
            "--no-sandbox", "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions",
            "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
            "--force-color-profile=srgb",
            "about:blank",
        ]
        var words = command.map { strdup($0) } + [nil]
        let environment = ["PATH=/usr/bin:/bin", "HOME=\(directory.path)", "LANG=C.UTF-8"]
        var variables = environment.map { strdup($0) } + [nil]
        defer { for text in words + variables { free(text) } }
        var id: pid_t = 0
        let result = posix_spawn(&id, path, &actions, &attributes, &words, &variables)
        guard result == 0 else { throw Failure("\(path) does not start: \(result)") }
        self.id = id
        input = fromBrowser.reading
        output = toBrowser.writing
        try call("Browser.getVersion")
    }

    deinit {
        kill(-id, SIGKILL)
        waitpid(id, nil, 0)
        close(input)
        close(output)
    }

    /// Above the descriptors that the browser expects its own at, so that none is written over before it is copied.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw Failure("no pipe: \(errno)") }
        let high = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 10) }
        for end in ends { close(end) }
        return (high[0], high[1])
    }

    /// Has `listener` told of what happens in a session, until it is nil.
    func listen(to session: String, _ listener: ((_ event: String, _ parameters: [String: Any]) -> Void)?) {
        listeners[session] = listener
    }

    /// Calls a method whose result nobody waits for.
    @discardableResult
    func post(_ method: String, _ parameters: [String: Any] = [:], in session: String? = nil) throws -> Int {
        lastCall += 1
        var message: [String: Any] = ["id": lastCall, "method": method, "params": parameters]
        message["sessionId"] = session
        try send(try JSONSerialization.data(withJSONObject: message) + [0])
        return lastCall
    }

    /// Calls a method, and waits for its result.
    @discardableResult
    func call(
        _ method: String, _ parameters: [String: Any] = [:], in session: String? = nil
    ) throws -> [String: Any] {
        let id = try post(method, parameters, in: session)
        while true {
            let answer = try next()
            guard answer["id"] as? Int == id else {
                tell(answer)
                continue
            }
            if let error = answer["error"] as? [String: Any] {
                throw Failure("\(method): \(error["message"] ?? error)")
            }
            return answer["result"] as? [String: Any] ?? [:]
        }
    }

    /// Waits until something has happened, for half a minute at most.
    func wait(for what: String, until hasHappened: () -> Bool) throws {
        let end = ContinuousClock.now + .seconds(30)
        while !hasHappened() {
            guard ContinuousClock.now < end else { throw Failure("waited in vain for \(what)") }
            tell(try next())
        }
    }

    private func tell(_ event: [String: Any]) {
        guard let session = event["sessionId"] as? String, let method = event["method"] as? String else { return }
        listeners[session]?(method, event["params"] as? [String: Any] ?? [:])
    }

    private func send(_ data: Data) throws {
        var rest = data[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { write(output, $0.baseAddress, $0.count) }
            guard count > 0 else { throw Failure("the browser is gone: \(errno)") }
            rest = rest.dropFirst(count)
        }
    }

    /// The next message, for which it has a minute.
    private func next() throws -> [String: Any] {
        while true {
            if let end = received.firstIndex(of: 0) {
                let message = received[..<end]
                received = Data(received[(end + 1)...])
                return try JSONSerialization.jsonObject(with: message) as? [String: Any] ?? [:]
            }
            var waiting = pollfd(fd: input, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 60_000) > 0 else { throw Failure("the browser says nothing") }
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            let count = read(input, &buffer, buffer.count)
            guard count > 0 else { throw Failure("the browser has ended") }
            received += buffer[..<count]
        }
    }
}
