import Glibc
import Synchronization

/// An HTTP/1.1 server: event loops on one address, and the thread that watches over them.
package final class Server: Sendable {
    package struct Configuration: Sendable {
        /// A name or address of this machine.
        package var host = "127.0.0.1"
        /// 0 lets the kernel pick; `Server.port` tells which.
        package var port: UInt16 = 0
        /// The path of a socket in the file system to listen on in place of host and port; at most 107 bytes.
        package var socket: String?
        /// Event loops, each on a thread: one per core is right.
        package var loops = 1
        package var limits = Limits()
        /// Who is believed when a request says who sends it.
        package var proxies = TrustedProxies()
        package var clock = Clock.system
        /// Whether SIGTERM, SIGINT and SIGHUP drain the server, and a second one stops it at once.
        package var watchesSignals = false

        package init() {}
    }

    /// The port it listens on; 0 for a socket in the file system.
    package let port: UInt16
    package let traffic = Traffic()
    package let memory: MemoryBudget
    private let socketFile: SocketFile?
    private let configuration: Configuration
    /// The listening sockets that no loop has taken over yet.
    private let listeners: Mutex<[Int32]>
    /// Rung when there is a report or a wish to drain.
    private let bell: Bell
    private let reports = Mutex<[Report]>([])
    private let draining = Atomic(false)
    /// Those of the loops, once it runs.
    private let mailboxes = Mutex<[Mailbox]>([])

    private enum Report {
        case ready, ended
        case failed(ServerError)
    }

    /// Binds the address: from here on clients can connect, and are served once `run` is called.
    package init(_ configuration: Configuration) throws(ServerError) {
        bell = try Bell()
        let binding = try Self.bind(configuration)
        self.configuration = configuration
        listeners = Mutex(binding.descriptors)
        memory = MemoryBudget(bytes: configuration.limits.held, loops: binding.descriptors.count)
        port = binding.port
        socketFile = binding.file
    }

    private static func bind(_ configuration: Configuration) throws(ServerError) -> Binding {
        let count = max(1, configuration.loops)
        if let path = configuration.socket { return try Binding(path: path, count: count) }
        return try Binding(host: configuration.host, port: configuration.port, count: count)
    }

    deinit { for listener in listeners.withLock({ $0 }) { close(listener) } }

    /// Whether `drain` has been asked for.
    package var isDraining: Bool { draining.load(ordering: .relaxed) }

    /// Stops accepting, lets everything that was received be answered, and has `run` return.
    ///
    /// From any thread.
    package func drain() {
        draining.store(true, ordering: .relaxed)
        bell.ring()
    }

    /// Has every stream of every loop asked what is new.
    ///
    /// From any thread; many calls before a loop takes notice are one.
    package func news() {
        for mailbox in mailboxes.withLock({ $0 }) { mailbox.announce() }
    }

    /// Serves until it is drained; all its threads have ended when it returns.
    ///
    /// To be called once.
    ///
    /// - Parameters:
    ///   - onReady: called when every loop has its handler.
    ///   - makeHandler: makes the handler of a loop, on the loop's own thread.
    package func run<Handler: RequestHandler & ~Copyable>(
        onReady: () -> Void = {}, makeHandler: @escaping @Sendable (_ loop: Int) throws -> Handler
    ) throws(ServerError) {
        let signals = configuration.watchesSignals ? try ShutdownSignals() : nil
        let listeners = takeListeners()
        let limits = limits(loops: listeners.count)
        let mailboxes = try listeners.map { _ throws(ServerError) in try Mailbox() }
        // Before the first of them serves anybody: no news are lost that come after the beginning of a stream.
        self.mailboxes.withLock { $0 = mailboxes }
        var threads: [Thread] = []
        defer { for thread in threads { thread.join() } }
        do throws(ServerError) {
            for (index, (listener, mailbox)) in zip(listeners, mailboxes).enumerated() {
                threads.append(try Thread { [self] in serve(loop: index, listener, limits, mailbox, makeHandler) })
            }
        } catch {
            for mailbox in mailboxes { mailbox.post(.stop) }
            throw error
        }
        try supervise(mailboxes, signals, onReady)
    }

    private func takeListeners() -> [Int32] {
        listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
    }

    /// The limits with as many connections as there are descriptors for.
    private func limits(loops: Int) -> Limits {
        var limits = configuration.limits
        var descriptors = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &descriptors) == 0 else { return limits }
        let most = Int(clamping: descriptors.rlim_cur)
        let spare = most - min(limits.reservedDescriptors, most / 4)
        limits.connections = min(limits.connections, max(1, spare / max(1, loops)))
        return limits
    }

    /// What the thread of a loop does.
    private func serve<Handler: RequestHandler & ~Copyable>(
        loop index: Int, _ listener: Int32, _ limits: Limits, _ mailbox: Mailbox,
        _ makeHandler: @Sendable (Int) throws -> Handler
    ) {
        do throws(ServerError) {
            var loop = try EventLoop(
                listener: listener, mailbox: mailbox, limits: limits, proxies: configuration.proxies, traffic: traffic,
                memory: memory, clock: configuration.clock)
            var handler: Handler
            do { handler = try makeHandler(index) } catch { throw ServerError.handlerFailed(error) }
            report(.ready)
            loop.run(serving: &handler)
        } catch {
            report(.failed(error))
        }
        report(.ended)
    }

    private func report(_ report: Report) {
        reports.withLock { $0.append(report) }
        bell.ring()
    }

    /// Passes signals and wishes on to the loops until the last has ended.
    private func supervise(
        _ mailboxes: [Mailbox], _ signals: ShutdownSignals?, _ onReady: () -> Void
    ) throws(ServerError) {
        var starting = mailboxes.count
        var running = mailboxes.count
        var failure: ServerError?
        while running > 0 {
            waitForNews(signals?.descriptor)
            for report in takeReports() {
                switch report {
                case .ready:
                    starting -= 1
                    if starting == 0 { onReady() }
                case .failed(let error):
                    failure = failure ?? error
                    for mailbox in mailboxes { mailbox.post(.stop) }
                case .ended: running -= 1
                }
            }
            while signals?.take() == true {
                // A loop that is busy with a request would not hear of it: the second signal ends the process.
                if isDraining { _exit(1) }
                draining.store(true, ordering: .relaxed)
            }
            // Before the sockets are closed: a server that begins now makes a file of its own.
            if isDraining {
                socketFile?.remove()
                for mailbox in mailboxes { mailbox.post(.drain) }
            }
        }
        if let failure { throw failure }
    }

    private func waitForNews(_ signals: Int32?) {
        // poll(2) skips negative descriptors.
        var watched = [
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals ?? -1, events: Int16(POLLIN), revents: 0),
        ]
        poll(&watched, nfds_t(watched.count), -1)
        bell.silence()
    }

    private func takeReports() -> [Report] {
        reports.withLock { reports in
            defer { reports = [] }
            return reports
        }
    }
}
