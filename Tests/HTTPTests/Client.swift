import Glibc

/// A blocking client socket on 127.0.0.1 that gives up after ten seconds instead of hanging a test.
final class Client: Sendable {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var timeout = timeval(tv_sec: 10, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafeBytes(of: address) {
            connect(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        guard result == 0 else { throw ClientError(call: "connect", errno: errno) }
    }

    deinit { close(descriptor) }

    func send(_ text: String) {
        let bytes = Array(text.utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Says that nothing more will be sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Has `deinit` cut the connection off instead of closing it.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    /// Up to `count` bytes, fewer only at the end.
    func receive(_ count: Int) -> String { String(decoding: receiveBytes(count), as: UTF8.self) }

    func receiveBytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < count, let more = read(upTo: count - bytes.count) { bytes += more }
        return bytes
    }

    /// Everything until the server closes.
    func receiveAll() -> String { receive(.max) }

    /// The head of a response.
    func head() -> String {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            let byte = receive(1)
            guard !byte.isEmpty else { break }
            head += byte
        }
        return head
    }

    /// One response: its head, and as much content as its Content-Length says.
    func response() -> Response {
        let head = head()
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        let count = length.flatMap { Int($0.dropFirst("Content-Length: ".count)) } ?? 0
        return Response(head: head, body: receive(count))
    }

    private func read(upTo count: Int) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: min(count, 65_536))
        let received = recv(descriptor, &buffer, buffer.count, 0)
        return received > 0 ? Array(buffer[..<received]) : nil
    }
}

struct ClientError: Error {
    let call: String
    let errno: Int32
}

struct Response: Equatable {
    let head: String
    let body: String

    var status: Int { Int(head.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0 }

    var closes: Bool { head.contains("\r\nConnection: close\r\n") }
}
