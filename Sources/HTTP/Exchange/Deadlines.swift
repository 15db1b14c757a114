/// What a connection waits for; each phase has its deadline.
enum Phase {
    case idle, head, content, deferred, streaming, writing, lingering
}

/// The deadlines of `Limits` in milliseconds.
struct Deadlines {
    private let head, content, idle, writing, lingering: Int

    init(_ limits: Limits) {
        head = limits.headerDeadline.milliseconds
        content = limits.contentDeadline.milliseconds
        idle = limits.idleDeadline.milliseconds
        writing = limits.responseDeadline.milliseconds
        lingering = limits.lingerDeadline.milliseconds
    }

    /// The longest a phase may last; deferred answers, streams and pauses are their handler's to limit.
    subscript(phase: Phase) -> Int? {
        switch phase {
        case .idle: idle
        case .head: head
        case .content: content
        case .writing: writing
        case .lingering: lingering
        case .deferred, .streaming: nil
        }
    }
}
