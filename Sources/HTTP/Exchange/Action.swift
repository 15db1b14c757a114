extension Exchange {
    /// What the owner of an exchange is to do next.
    enum Action: Equatable {
        /// Have the request in the first `consumed` bytes of the input answered, then call `handedOver`.
        case serve(consumed: Int)
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

    /// What became of a request.
    enum Outcome {
        /// It is answered, and the answer said so much about the connection.
        case answered(Persistence)
        case deferred(Awaited)
        case streaming(Stream)
    }

    /// What must be remembered of a request until its answer comes.
    struct Awaited {
        /// Which request of the connection, counted from zero.
        let request: Int
        let isHead: Bool
        let persistence: Persistence
    }

    /// How far the answers are on their way.
    struct Outgoing {
        /// Bytes that the kernel has not taken yet.
        var pending = 0
        /// Bytes that it has taken in all.
        var sent = 0
        /// Whether it takes no more for now.
        var isBlocked = false
        /// Whether the connection turned out to be dead.
        var hasFailed = false
    }
}
