import CLinux
import Glibc

/// The listening sockets of a server, one per event loop, all on one address.
///
/// The first is bound and listens alone, without SO_REUSEPORT, so the kernel refuses it if any other socket serves the address, also
/// one of another Portico. Only then SO_REUSEPORT is set on it, which lets its own siblings join.
struct Binding {
    let descriptors: [Int32]
    /// 0 for a socket in the file system.
    let port: UInt16
    /// Nil for an address of the network.
    let file: SocketFile?

    init(descriptors: [Int32], port: UInt16, file: SocketFile?) {
        self.descriptors = descriptors
        self.port = port
        self.file = file
    }

    init(host: String, port: UInt16, count: Int) throws(ServerError) {
        var address = try Self.resolve(host: host, port: port)
        var descriptors: [Int32] = []
        do throws(ServerError) {
            let first = try Self.listen(on: address, host: host, shared: false)
            descriptors.append(first)
            try Self.set(SO_REUSEPORT, on: first)
            address = try Self.boundAddress(of: first)
            while descriptors.count < count {
                descriptors.append(try Self.listen(on: address, host: host, shared: true))
            }
        } catch {
            for descriptor in descriptors { close(descriptor) }
            throw error
        }
        self.init(descriptors: descriptors, port: address.port, file: nil)
    }

    private static func listen(on address: SocketAddress, host: String, shared: Bool) throws(ServerError) -> Int32 {
        let kind = Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue)
        let descriptor = socket(address.family, kind, 0)
        guard descriptor >= 0 else { throw ServerError.system(call: "socket", errno: errno) }
        do throws(ServerError) {
            try set(SO_REUSEADDR, on: descriptor)
            if shared { try set(SO_REUSEPORT, on: descriptor) }
            guard address.withSockaddr({ bind(descriptor, $0, $1) }) == 0 else {
                throw failure("bind", host: host, port: address.port)
            }
            guard Glibc.listen(descriptor, backlog) == 0 else {
                throw failure("listen", host: host, port: address.port)
            }
        } catch {
            close(descriptor)
            throw error
        }
        return descriptor
    }

    private static func failure(_ call: String, host: String, port: UInt16) -> ServerError {
        switch errno {
        case EADDRINUSE: .addressInUse(host: host, port: port)
        case EADDRNOTAVAIL: .addressUnavailable(host: host)
        default: .system(call: call, errno: errno)
        }
    }

    private static func set(_ option: Int32, on descriptor: Int32) throws(ServerError) {
        var on: Int32 = 1
        guard setsockopt(descriptor, SOL_SOCKET, option, &on, socklen_t(MemoryLayout<Int32>.size)) == 0
        else { throw ServerError.system(call: "setsockopt", errno: errno) }
    }

    private static func resolve(host: String, port: UInt16) throws(ServerError) -> SocketAddress {
        var hints = addrinfo()
        hints.ai_flags = AI_PASSIVE
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var results: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, String(port), &hints, &results) == 0, let first = results
        else { throw ServerError.addressUnavailable(host: host) }
        defer { freeaddrinfo(results) }
        return SocketAddress(first.pointee)
    }

    private static func boundAddress(of descriptor: Int32) throws(ServerError) -> SocketAddress {
        var address = SocketAddress()
        guard address.withMutableSockaddr({ getsockname(descriptor, $0, $1) }) == 0
        else { throw ServerError.system(call: "getsockname", errno: errno) }
        return address
    }

    /// Connections the kernel keeps ready while the loop is busy; it caps this at net.core.somaxconn.
    static let backlog: Int32 = 4096
}

/// A socket address of any family.
struct SocketAddress {
    private var storage = sockaddr_storage()
    private var length = socklen_t(MemoryLayout<sockaddr_storage>.size)

    init() {}

    init(_ found: addrinfo) {
        length = found.ai_addrlen
        guard let source = found.ai_addr else { return }
        let count = min(Int(length), MemoryLayout<sockaddr_storage>.size)
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: count))
        }
    }

    /// The bytes of a path that leave room for the zero behind them.
    static let longestPath = MemoryLayout.size(ofValue: sockaddr_un().sun_path) - 1

    /// Of a socket in the file system; nil if the path is too long.
    init?(path: String) {
        guard path.utf8.count <= Self.longestPath else { return nil }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        length = socklen_t(MemoryLayout<sockaddr_un>.size)
        withUnsafeMutableBytes(of: &storage) { storage in
            withUnsafeBytes(of: address) { storage.copyMemory(from: $0) }
        }
    }

    var family: Int32 { Int32(storage.ss_family) }

    var port: UInt16 {
        // sin_port and sin6_port lie at the same place.
        withUnsafeBytes(of: storage) { UInt16(bigEndian: $0.loadUnaligned(as: sockaddr_in.self).sin_port) }
    }

    func withSockaddr(_ body: (UnsafePointer<sockaddr>?, socklen_t) -> Int32) -> Int32 {
        withUnsafeBytes(of: storage) { body($0.baseAddress?.assumingMemoryBound(to: sockaddr.self), length) }
    }

    mutating func withMutableSockaddr(
        _ body: (UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>) -> Int32
    ) -> Int32 {
        var length = length
        defer { self.length = length }
        return withUnsafeMutableBytes(of: &storage) {
            body($0.baseAddress?.assumingMemoryBound(to: sockaddr.self), &length)
        }
    }
}
