import Glibc

/// A connection to a server on this machine, and the answer that is arriving on it.
final class Socket {
    let descriptor: Int32
    private let buffer: UnsafeMutableRawBufferPointer
    private var filled = 0
    /// The whole answer's length, once its head is known.
    private var length: Int?

    /// Longer than any answer that is measured.
    private static let capacity = 1 << 20

    init(port: UInt16) throws(BenchmarkFailure) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        buffer = .allocate(byteCount: Self.capacity, alignment: 16)
        let address = sockaddr_in.loopback(port: port)
        let isConnected = withUnsafePointer(to: address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { throw BenchmarkFailure("cannot connect to port \(port)") }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        close(descriptor)
        buffer.deallocate()
    }

    /// Sends one request; it is small enough for the kernel to take it at once.
    func send(_ request: [UInt8]) throws(BenchmarkFailure) {
        filled = 0
        length = nil
        guard Glibc.send(descriptor, request, request.count, 0) == request.count else {
            throw BenchmarkFailure("a request was not sent")
        }
    }

    /// Takes what has arrived; true when the answer is complete.
    func receive() throws(BenchmarkFailure) -> Bool {
        let room = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
        let count = recv(descriptor, room.baseAddress, room.count, 0)
        guard count > 0 else { throw BenchmarkFailure("the server closed a connection") }
        filled += count
        if length == nil { length = try answerLength() }
        return length.map { filled >= $0 } ?? false
    }

    /// The answer to one request.
    func answer(to request: [UInt8]) throws(BenchmarkFailure) -> String {
        try send(request)
        while try !receive() {}
        return String(decoding: buffer[..<filled], as: UTF8.self)
    }

    /// Head and content in bytes; nil while the head is incomplete.
    private func answerLength() throws(BenchmarkFailure) -> Int? {
        let text = String(decoding: buffer[..<min(filled, 2048)], as: UTF8.self)
        guard let end = text.firstRange(of: "\r\n\r\n") else { return nil }
        let head = text[..<end.lowerBound]
        guard head.hasPrefix("HTTP/1.1 200") else { throw BenchmarkFailure("an answer was \(text)") }
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            guard let content = Int(line.dropFirst(15).filter { $0 != " " }) else { break }
            return text.utf8.distance(from: text.startIndex, to: end.upperBound) + content
        }
        throw BenchmarkFailure("an answer has no Content-Length")
    }
}

extension sockaddr_in {
    static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        return address
    }
}
