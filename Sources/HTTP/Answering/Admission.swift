/// What is to become of a request's content, said when its header section is here and before any of it is read.
package enum Admission: Sendable {
    /// `handle` gets all of it, if there are no more bytes than that; more is 413, as is more than `Limits.content` without a figure.
    case buffered(upTo: Int? = nil)
    /// `receive` gets it piece by piece, and nothing is kept; how much it takes is its own to limit.
    case streamed
    /// It is not read: the answer went through `Reply`, and the connection ends with it.
    case refused
}

/// What a handler did with a piece of streamed content.
package enum Reception: Sendable {
    /// It wants the next.
    case more
    /// It wants the next after `Ticket.resume()`; until then the client is not read.
    case pause
    /// It is done. Before the last piece that ends the connection, because the rest is not read.
    case done(Disposition)
}
