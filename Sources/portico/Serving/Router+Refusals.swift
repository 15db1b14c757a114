import API
import Execution
import HTTP

extension Router {
    /// Answers also what is no request that can be read as GraphQL's errors are answered: who sent it is a program.
    mutating func refuse(_ status: Status, reply: inout Reply) {
        endpoint.refuse(Self.refusal(status))
        let trace = TraceParent(&dice)
        reply.trace = trace
        // Seconds: others have their answers by then.
        let fields = status == .serviceUnavailable ? [ResponseField("Retry-After", "1")] : []
        reply.send(
            ResponseHead(status, contentType: "application/json; charset=utf-8", fields: fields),
            body: endpoint.response)
        chronicle.visit(trace).answered(reply, by: endpoint)
    }

    private static func refusal(_ status: Status) -> FieldRefusal {
        switch status {
        case .contentTooLarge: .payloadTooLarge(limit: HTTP.Limits().content)
        case .uriTooLong: .addressTooLong
        case .requestHeaderFieldsTooLarge: .headerTooLarge
        case .requestTimeout: .requestTimeout
        case .serviceUnavailable: .busy
        case .internalServerError: .unanswered
        default: .unreadable(status.name)
        }
    }
}
