/// What the parser learns from the request line and the fields that frame the message.
struct RequestHead {
    var method = Method.get
    var isHead = false
    /// Whether the message is HTTP/1.0: no chunks, no persistence unless asked for.
    var isHTTP10 = false
    var path: Range<Int32> = 0..<0
    var query: Range<Int32>?
    /// The host and port meant, from the target in absolute form or else from Host.
    var authority: Range<Int32>?

    var hasHost = false
    var contentLength: Int?
    var isChunked = false
    var hasTransferEncoding = false
    var expectsContinue = false
    var saysClose = false
    var saysKeepAlive = false

    /// Whether the connection may carry another request after this one (RFC 9112 §9.3).
    var isPersistent: Bool { !saysClose && (!isHTTP10 || saysKeepAlive) }
}
