import CLinux
import Glibc

/// Listening on a socket in the file system, for clients on the same machine, such as a reverse proxy.
extension Binding {
    /// All loops share one socket, as SO_REUSEPORT is not for these: each connection is given to the loop that asks first.
    ///
    /// A file that is left of a server that was killed is replaced; one that is listened on, or is no socket, is not.
    init(path: String, count: Int) throws(ServerError) {
        guard let address = SocketAddress(path: path) else {
            throw .socketUnavailable(path: path, reason: "it has more than \(SocketAddress.longestPath) bytes")
        }
        try Self.removeLeftover(path, address)
        let first = try Self.socket()
        var descriptors = [first]
        do throws(ServerError) {
            try Self.listen(first, on: address, path)
            while descriptors.count < count {
                let next = fcntl(first, F_DUPFD_CLOEXEC, 0)
                guard next >= 0 else { throw ServerError.system(call: "fcntl", errno: errno) }
                descriptors.append(next)
            }
        } catch {
            for descriptor in descriptors { close(descriptor) }
            throw error
        }
        self.init(descriptors: descriptors, port: 0, file: SocketFile(path))
    }

    private static func socket() throws(ServerError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = Glibc.socket(AF_UNIX, kind, 0)
        guard descriptor >= 0 else { throw ServerError.system(call: "socket", errno: errno) }
        return descriptor
    }

    private static func removeLeftover(_ path: String, _ address: SocketAddress) throws(ServerError) {
        var file = stat()
        // What else is wrong with the path, bind(2) will tell.
        guard lstat(path, &file) == 0 else { return }
        guard file.st_mode & S_IFMT == S_IFSOCK else {
            throw .socketUnavailable(path: path, reason: "it is there already, and is no socket")
        }
        let probe = try socket()
        defer { close(probe) }
        let isListenedOn = address.withSockaddr { connect(probe, $0, $1) } == 0 || errno != ECONNREFUSED
        guard !isListenedOn else { throw .socketInUse(path: path) }
        unlink(path)
    }

    private static func listen(_ descriptor: Int32, on address: SocketAddress, _ path: String) throws(ServerError) {
        // Said to the socket and to its file, so that at no moment anybody else can connect.
        fchmod(descriptor, permissions)
        guard address.withSockaddr({ bind(descriptor, $0, $1) }) == 0 else {
            throw errno == EADDRINUSE
                ? .socketInUse(path: path)
                : .socketUnavailable(path: path, reason: String(cString: strerror(errno)))
        }
        chmod(path, permissions)
        guard Glibc.listen(descriptor, backlog) == 0 else {
            unlink(path)
            throw .system(call: "listen", errno: errno)
        }
    }

    /// For the owner and the group: the reverse proxy is put in that.
    private static let permissions: mode_t = 0o660
}
