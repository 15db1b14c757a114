@testable import HTTP

/// An exchange with everything it asks for done, as a connection does it, but without a socket.
///
/// `/later` is deferred, `/stream` and `/upgrade` become streams, the content of `/upload` is taken as it comes and that of `/refused` is not;
/// anything else is answered at once, in ten bytes.
struct Conversation: ~Copyable {
    enum Step: Sendable {
        case receive(String)
        /// The client finishes sending.
        case end
        /// Time passes, and deadlines are looked at.
        case pass(Int)
        /// The kernel takes no more, or again.
        case block, unblock
        /// The deferred answer comes, in so many bytes.
        case answer(Int)
        /// The stream ends.
        case finish
        /// Content is read no more for a while, or again, or no more at all.
        case pause, resume, enough
        case drain
        /// Whether the kernel holds bytes that were not read.
        case unread(Bool)
    }

    private var exchange: Exchange
    private var outgoing = Exchange.Outgoing()
    private var isKernelFull = false
    private var hasUnread = false
    private var isDraining = false
    private var now = 1_000
    private let deadlines: Deadlines
    private(set) var served = 0
    private(set) var refused: Status?
    /// All content that was taken as it came.
    private(set) var content: [UInt8] = []
    private let streams: Bool

    init(limits: Limits = Limits(), streams: Bool = false) {
        self.streams = streams
        exchange = Exchange(limits: limits, now: now)
        deadlines = Deadlines(limits)
    }

    /// What the exchange wants done after the step, until it waits or closes.
    mutating func take(_ step: Step) -> String {
        switch step {
        case .receive(let text): receive(Array(text.utf8)[...])
        case .end: exchange.ended()
        case .pass(let milliseconds):
            now += milliseconds
            switch exchange.expired(now: now, deadlines) {
            case .refuse(let status): return [refuse(status), proceed()].joined(separator: " ")
            case nil: break
            default: return "close"
            }
        case .block: isKernelFull = true
        case .unblock:
            isKernelFull = false
            outgoing.isBlocked = false
        case .answer(let count):
            let number = exchange.upload == nil ? served - 1 : served
            guard let awaited = exchange.awaited(number) else { return "nobody waits" }
            outgoing.pending += count
            let unread = hasUnread
            exchange.answered(
                exchange.persistence(awaited.persistence, hasMore: false, isDraining: isDraining) { unread })
        case .finish: exchange.streamEnded()
        case .pause: exchange.take(.paused)
        case .resume: exchange.resume()
        case .enough: exchange.take(.over)
        case .drain: isDraining = true
        case .unread(let hasUnread): self.hasUnread = hasUnread
        }
        return proceed()
    }

    mutating func receive(_ bytes: ArraySlice<UInt8>) {
        var rest = bytes
        while !rest.isEmpty {
            let space = exchange.space()
            let count = min(space.count, rest.count)
            space.copyBytes(from: rest.prefix(count))
            exchange.received(count)
            rest = rest.dropFirst(count)
        }
    }

    mutating func proceed() -> String {
        var done: [String] = []
        // What is asked for without end would be a loop without end.
        while done.count < 1_000 {
            let unread = hasUnread
            switch exchange.next(outgoing, isDraining: isDraining, now: now, hasUnread: { unread }) {
            case .admit:
                done.append("admit")
                admit()
            case .content(let place, let isLast): done.append(take(place, isLast: isLast))
            case .serve(let consumed): done.append(serve(consumed))
            case .deliver:
                done.append("deliver \(exchange.input.count)")
                exchange.input.consume(exchange.input.count)
            case .advance: done.append("advance")
            case .encourage:
                done.append("100")
                outgoing.pending += 25
            case .refuse(let status): done.append(refuse(status))
            case .send:
                done.append("send")
                if isKernelFull {
                    outgoing.isBlocked = true
                } else {
                    outgoing.sent += outgoing.pending
                    outgoing.pending = 0
                }
            case .finishSending: done.append("finish")
            case .close: return (done + ["close"]).joined(separator: " ")
            case .wait(let interest):
                let events =
                    (interest.contains(.readable) ? ["read"] : []) + (interest.contains(.writable) ? ["write"] : [])
                return (done + [events.isEmpty ? "wait" : events.joined(separator: "/")]).joined(separator: " ")
            }
        }
        return "endless"
    }

    private mutating func refuse(_ status: Status) -> String {
        refused = status
        outgoing.pending += 10
        return "\(status.rawValue)"
    }

    private mutating func serve(_ consumed: Int) -> String {
        let request = exchange.parser.request(in: exchange.input.bytes)
        let hasMore = exchange.input.count > consumed
        let unread = hasUnread
        let persistence = exchange.persistence(request.persistence, hasMore: hasMore, isDraining: isDraining) { unread }
        let path = String(decoding: request.path, as: UTF8.self)
        exchange.handedOver(consumed, Exchange.Awaited(request, number: served, persistence: persistence))
        let id = StreamID(connection: ConnectionToken(rawValue: 0), request: served)
        served += 1
        switch path {
        case "/later": break
        case "/stream": exchange.streams(Stream(id: id, mode: .chunked, isLast: persistence == .close))
        case "/upgrade": exchange.streams(Stream(id: id, mode: .upgraded, isLast: true))
        default: answer(persistence)
        }
        return path
    }

    private mutating func answer(_ persistence: Persistence) {
        outgoing.pending += 10
        exchange.answered(persistence)
    }

    private mutating func admit() {
        let request = exchange.parser.request(in: exchange.input.bytes)
        let path = String(decoding: request.path, as: UTF8.self)
        if streams || path == "/upload" {
            exchange.uploads(Exchange.Awaited(request, number: served, persistence: request.persistence))
        } else if path == "/refused" {
            outgoing.pending += 10
            exchange.refused()
        } else {
            exchange.admitted(upTo: exchange.limits.content)
        }
    }

    /// Takes a piece of content; the last is answered.
    private mutating func take(_ place: Range<Int>, isLast: Bool) -> String {
        guard let upload = exchange.upload else { return "nobody uploads" }
        content += exchange.input.bytes[place]
        exchange.contentTaken(isLast: isLast)
        guard isLast else { return "piece \(place.count)" }
        served += 1
        answer(upload.persistence)
        return "last \(place.count)"
    }
}
