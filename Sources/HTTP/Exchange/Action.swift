extension Exchange {
    /// What the owner of an exchange is to do next.
    enum Action: Equatable {
        /// Have the request in the first `consumed` bytes of the input answered, then call `handedOver` and, unless it is deferred, `answered` or `streams`.
        case serve(consumed: Int)
        /// Have the content of the request whose header section is here admitted: `admitted`, `uploads` or `refused`.
        case admit
        /// Hand over a piece of streamed content, which is here in the input; call `contentTaken` before.
        case content(Range<Int>, isLast: Bool)
        /// Hand what has come in to the protocol that was switched to, then consume it.
        case deliver
        /// Ask the stream for more.
        case advance
        /// Write `100 Continue`.
        case encourage
        /// Answer with an error and `Connection: close`.
        case refuse(Status)
        /// Hand the kernel what waits to be sent.
        case send
        /// Close the sending half, so that the client sees the end of the answer.
        case finishSending
        /// Close the connection.
        case close
        /// Nothing is to be done until one of these happens, or time passes.
        case wait(Interest)
    }

    /// What must be remembered of a request until its answer comes.
    struct Awaited {
        /// Which request of the connection, counted from zero.
        let request: Int
        let isHead: Bool
        let speaksChunks: Bool
        let persistence: Persistence

        init(_ request: borrowing Request, number: Int, persistence: Persistence) {
            self.request = number
            isHead = request.isHead
            speaksChunks = request.speaksChunks
            self.persistence = persistence
        }
    }

    /// How far the answers are on their way.
    struct Outgoing {
        /// Bytes that the kernel has not taken yet.
        var pending = 0
        /// Whether some of them are in a file, so that nothing can be put behind them.
        var isSendingFile = false
        /// Bytes that it has taken in all.
        var sent = 0
        /// Whether it takes no more for now.
        var isBlocked = false
        /// Whether the connection turned out to be dead.
        var hasFailed = false
    }
}
