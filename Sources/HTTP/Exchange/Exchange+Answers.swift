/// What became of requests, their content and their answers, as the owner of an exchange tells it.
extension Exchange {
    /// The request that was to be served in the first `consumed` bytes has been handed over: `answered` or `streams` may follow at once.
    mutating func handedOver(_ consumed: Int, _ awaited: Awaited) {
        served += 1
        hasProgressed = true
        input.consume(consumed)
        parser.reset()
        state = .deferred(awaited)
    }

    /// What is remembered of that request, if its answer has not come yet.
    func awaited(_ request: Int) -> Awaited? {
        switch state {
        case .deferred(let awaited), .uploading(let awaited, _): awaited.request == request ? awaited : nil
        default: nil
        }
    }

    /// The answer is given, which may have been deferred.
    mutating func answered(_ persistence: Persistence) {
        if case .uploading = state {
            close(wasRefused: true)
        } else if persistence == .close {
            close(wasRefused: false)
        } else {
            state = .requests
        }
    }

    /// Has nothing more read and the connection end when all is sent.
    mutating func close(wasRefused: Bool) {
        input.consume(input.count)
        input.releaseIfEmpty()
        state = .closing(wasRefused: wasRefused)
    }

    /// What an answer says about the connection: in a drain it is the last when nothing more has been asked.
    func persistence(_ asked: Persistence, hasMore: Bool, isDraining: Bool, hasUnread: () -> Bool) -> Persistence {
        if case .uploading = state { return .close }
        return isDraining && !hasMore && (hasEnded || !hasUnread()) ? .close : asked
    }

    // MARK: Content

    /// The content is read whole, so many bytes of it at most.
    mutating func admitted(upTo limit: Int) { parser.admit(upTo: limit) }

    /// The content is handed over as it comes.
    mutating func uploads(_ awaited: Awaited) {
        parser.admit(upTo: RequestParser.mostContent)
        input.consume(parser.drop())
        state = .uploading(awaited, .open)
    }

    /// The content is not read, and the answer has been given.
    mutating func refused() { close(wasRefused: true) }

    /// The request whose content comes in, if it is handed over as it comes.
    var upload: Awaited? {
        if case .uploading(let awaited, _) = state { awaited } else { nil }
    }

    /// The piece of content that was here is taken; its bytes stay where they are until the next are received.
    mutating func contentTaken(isLast: Bool) {
        guard let upload else { return }
        hasProgressed = true
        input.consume(parser.drop())
        guard isLast else { return }
        parser.reset()
        served += 1
        state = .deferred(upload)
    }

    /// Has the content read on, or not, for a while or for good.
    mutating func take(_ intake: Intake) {
        if let upload { state = .uploading(upload, intake) }
    }

    /// Goes on reading the content, if it was to stop for a while only.
    mutating func resume() {
        if case .uploading(let upload, .paused) = state { state = .uploading(upload, .open) }
    }

    // MARK: Streams

    /// The answer that is being told as it happens.
    var stream: Stream? {
        if case .streaming(let stream) = state { stream } else { nil }
    }

    /// The answer is told as it happens.
    mutating func streams(_ stream: Stream) { state = .streaming(stream) }

    /// Has the stream asked for more as soon as there is room.
    mutating func owe() {
        if let stream { state = .streaming(stream.owed(true)) }
    }

    /// The stream has ended.
    mutating func streamEnded() {
        if let stream { answered(stream.isLast ? .close : .implied) }
    }
}
