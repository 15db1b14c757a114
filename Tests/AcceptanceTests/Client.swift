import Glibc

/// A blocking client socket on 127.0.0.1 that gives up after a minute instead of hanging a test.
final class Client {
    private let descriptor: Int32

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let result = withUnsafeBytes(of: address) {
            connect(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        guard result == 0 else { throw Failure(errno: errno) }
    }

    /// - Parameter path: Of a socket in the file system.
    init(socket path: String) throws {
        descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var timeout = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let result = withUnsafeBytes(of: address) {
            connect(descriptor, $0.baseAddress?.assumingMemoryBound(to: sockaddr.self), socklen_t($0.count))
        }
        guard result == 0 else { throw Failure(errno: errno) }
    }

    deinit { close(descriptor) }

    struct Failure: Error, Equatable { let errno: Int32 }

    struct Answer: Equatable {
        let head: String
        let body: String

        var status: Int { Int(head.dropFirst("HTTP/1.1 ".count).prefix(3)) ?? 0 }

        /// Message and code of an answer that is one error at no place, without data.
        var error: String? {
            let refusal =
                #/\{"errors":\[\{"message":"(.*)","extensions":\{"code":"([A-Z_]*)"\}\}\],"extensions":\{"requestId":"[0-9a-f]{16}"\}\}/#
            return body.wholeMatch(of: refusal).map { "\($0.1) \($0.2)" }
        }

        /// The request's id, if the content is a line of text with it behind the status' name.
        func request(behind name: String) -> String? {
            guard body.hasPrefix("\(name), request "), body.hasSuffix("\r\n") else { return nil }
            // The end of the line is one character.
            let id = body.dropFirst("\(name), request ".count).dropLast()
            return id.wholeMatch(of: /[0-9a-f]{16}/).map { String($0.0) }
        }

        /// The lines of the head, but for those that differ from one answer to the next.
        var lines: [String] {
            head.split(separator: "\r\n").map(String.init).filter {
                !$0.hasPrefix("Date: ") && !$0.hasPrefix("traceparent: ")
            }
        }

        /// The values of the head's lines of a name.
        func fields(_ name: String) -> [String] {
            head.split(separator: "\r\n").filter { $0.hasPrefix(name + ": ") }.map {
                String($0.dropFirst(name.count + 2))
            }
        }
    }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Says that nothing more will be sent.
    func finish() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Has `deinit` cut the connection off instead of closing it.
    func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    func send(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }

    /// One answer: its head, and as much content as its Content-Length says.
    ///
    /// - Parameter isHead: Whether HEAD was asked, so that the content's length is said and the content left out.
    func answer(isHead: Bool = false) -> Answer {
        let head = head().head
        let length = head.split(separator: "\r\n").first { $0.hasPrefix("Content-Length: ") }
        return Answer(head: head, body: isHead ? "" : receive(length.flatMap { Int($0.dropFirst(16)) } ?? 0))
    }

    /// Asks for a path, and waits for the answer.
    ///
    /// - Parameter fields: More lines of the head.
    func get(_ path: String, method: String = "GET", fields: [String] = []) -> Answer {
        let lines = ["\(method) \(path) HTTP/1.1", "Host: localhost"] + fields
        send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
        return answer(isHead: method == "HEAD")
    }

    /// Sends a body to `/graphql`, and waits for the answer.
    /// - Parameter fields: More lines of the head.
    func post(
        _ body: String, token: String? = nil, contentType: String = "application/json", fields: [String] = []
    ) -> Answer {
        send(Self.request(body, token: token, contentType: contentType, fields: fields))
        return answer()
    }

    static func request(
        _ body: String, token: String? = nil, contentType: String = "application/json", fields: [String] = []
    ) -> String {
        let authorization = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        return "POST /graphql HTTP/1.1\r\nHost: localhost\r\n\(authorization)Content-Type: \(contentType)\r\n"
            + fields.map { "\($0)\r\n" }.joined()
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// The head of an answer whose content comes as it happens.
    func head() -> Answer {
        var head = ""
        while !head.hasSuffix("\r\n\r\n") {
            let byte = receive(1)
            guard !byte.isEmpty else { break }
            head += byte
        }
        return Answer(head: head, body: "")
    }

    /// The next chunk of the content; empty at its end, and if the connection ends before.
    func chunk() -> String {
        var line = ""
        while !line.hasSuffix("\r\n") {
            let byte = receive(1)
            guard !byte.isEmpty else { return "" }
            line += byte
        }
        let chunk = receive(Int(line.dropLast(), radix: 16) ?? 0)
        _ = receive(2)
        return chunk
    }

    /// The next chunk of an event stream that is more than a sign of life.
    func event() -> String {
        while true {
            let chunk = chunk()
            if !chunk.hasPrefix(":") { return chunk }
        }
    }

    /// Up to `count` bytes as text, fewer only at the end.
    private func receive(_ count: Int) -> String { String(decoding: bytes(count), as: UTF8.self) }

    /// Which of several has something to read, or has ended, first; nil if none in a minute.
    static func firstReadable(of clients: [Client]) -> Client? {
        var waiting = clients.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        guard poll(&waiting, nfds_t(waiting.count), 60_000) > 0 else { return nil }
        return zip(clients, waiting).first { $1.revents != 0 }?.0
    }

    /// Up to `count` bytes, fewer only at the end.
    func bytes(_ count: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while bytes.count < count {
            let received = recv(descriptor, &buffer, min(buffer.count, count - bytes.count), 0)
            guard received > 0 else { break }
            bytes += buffer[..<received]
        }
        return bytes
    }
}
