package import Execution
import GraphQL
import SQLite
import Storage

/// Requests whose operation does not run.
extension Endpoint {
    /// Answers a request that the transport refuses, as every error is answered.
    package mutating func refuse(_ refusal: FieldRefusal) {
        _ = refuse(.refused, refusal, beginRequest())
    }

    /// Answers a request that is none.
    package mutating func refuse(_ malformed: MalformedRequest) -> Outcome { refuse(malformed, beginRequest()) }

    /// Answers a request with the error that ended it, and gives back what its operation was charged.
    mutating func refuse(_ error: any Error, _ id: RequestID) -> Outcome {
        let outcome = outcome(of: error, id)
        settle()
        return outcome
    }

    private mutating func outcome(of error: any Error, _ id: RequestID) -> Outcome {
        executor.output.truncate(to: 0)
        switch error {
        case let refused as RefusedRequest: return refuse(refused.outcome, refused.refusal, id)
        case let errors as ValidationErrors: write(errors.errors, id)
        case let errors as VariableErrors: write(errors.errors, id)
        case let error as GraphQLError:
            write([error], id)
            if error.code == .parseFailed { return .unparsed }
        case let refusal as FieldRefusal:
            write(refusal, id)
            // A plan that cannot be made of our own bindings is our mistake.
            if refusal.code == "INTERNAL" {
                report(id.text, refusal.message)
                return .failed
            }
        case let malformed as MalformedRequest:
            return refuse(malformed.isJSON ? .malformed : .unreadable, malformed.refusal, id)
        case let limited as RateLimited:
            summary.rate = limited.status
            account = nil
            return refuse(.rateLimited, .rateLimited(retryAfter: limited.retryAfter), id)
        case QueueUnavailable.shareIsTaken: return refuse(.rateLimited, .tooManyChanges, id)
        case is QueueUnavailable: return refuse(.overloaded, .overloaded, id)
        case let error as SQLiteError where error.reason == .interrupted: return refuse(.refused, .tookTooLong, id)
        case let error as SQLiteError where error.reason == .busy:
            report(id.text, "\(error)")
            return refuse(.overloaded, .locked, id)
        default:
            report(id.text, "\(error)")
            return refuse(.failed, .failure(id.text), id)
        }
        return .refused
    }

    mutating func refuse(_ outcome: Outcome, _ refusal: FieldRefusal, _ id: RequestID) -> Outcome {
        executor.output.truncate(to: 0)
        write(refusal, id)
        return outcome
    }

    private mutating func write(_ errors: [GraphQLError], _ id: RequestID) {
        for error in errors { summary.told(code: error.code.rawValue) }
        executor.output.requestErrors(errors, requestID: id.text)
    }

    private mutating func write(_ refusal: FieldRefusal, _ id: RequestID) {
        summary.told(code: refusal.code)
        executor.output.requestError(refusal, requestID: id.text)
    }
}

/// A request that ends before its operation runs, and how.
struct RefusedRequest: Error {
    let outcome: Endpoint.Outcome
    let refusal: FieldRefusal

    init(_ outcome: Endpoint.Outcome, _ refusal: FieldRefusal) {
        self.outcome = outcome
        self.refusal = refusal
    }
}

extension FieldRefusal {
    static let invalidToken = FieldRefusal(
        code: "UNAUTHENTICATED", message: "The bearer token is wrong, expired or revoked.")

    static let noBearerToken = FieldRefusal(
        code: "UNAUTHENTICATED", message: "The header Authorization must be the word Bearer, a space and a token.")

    static let overloaded = FieldRefusal(
        code: "OVERLOADED", message: "Too many changes are waiting. Try again later.")

    static let tooManyChanges = FieldRefusal(
        code: "RATE_LIMITED", message: "Too many changes of yours are still waiting. Try again in a second.",
        details: [.init("retryAfter", 1)])

    static let locked = FieldRefusal(
        code: "OVERLOADED", message: "Another program is using our database. Try again later.")

    static let insufficientStorage = FieldRefusal(
        code: "INSUFFICIENT_STORAGE", message: "There is no room to keep changes. Reading goes on; try again later.")

    static func failure(_ requestID: String) -> FieldRefusal {
        FieldRefusal(
            code: "INTERNAL", message: "Something failed on our side. Give us the request id.",
            details: [.init("requestId", requestID)])
    }
}
