import API
import HTTP

extension Status {
    /// Its name as a line of text; where the fault is ours, with what the log calls the request.
    func text(of request: RequestID) -> [UInt8] {
        Array((rawValue < 500 ? "\(name)\r\n" : "\(name), request \(request.text)\r\n").utf8)
    }
}

extension Reply {
    /// Answers with a status as a line of text.
    mutating func send(_ status: Status, of request: RequestID, fields: [ResponseField]) {
        let head = ResponseHead(status, contentType: "text/plain; charset=utf-8", fields: fields)
        status.text(of: request).withUnsafeBytes { send(head, body: $0) }
    }
}
