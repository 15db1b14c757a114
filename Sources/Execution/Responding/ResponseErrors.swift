package import GraphQL
import SQLite

/// Writing `errors` as §7.1.2 of the specification says, each with the code that clients switch on.
extension JSONOutput {
    /// Errors of a request that did not run: `{"errors":[…]}` without `data`.
    package mutating func requestErrors(_ errors: [GraphQLError], requestID: String) {
        raw("{\"errors\":")
        self.errors(errors)
        finish(requestID)
    }

    /// Errors found before anything ran, as a list.
    ///
    /// - Parameters:
    ///   - path: The field of the response that they are about, if they are about one.
    ///   - hasLocationsAlways: Whether an error that is at no place says so with an empty list.
    package mutating func errors(_ errors: [GraphQLError], path: [String] = [], hasLocationsAlways: Bool = false) {
        let start = mark
        for error in errors {
            raw(",{\"message\":")
            string(error.message)
            if error.locations.isEmpty, hasLocationsAlways { raw(",\"locations\":[]") }
            locations(error.locations)
            if !path.isEmpty {
                raw(",\"path\":")
                strings(path)
            }
            raw(",\"extensions\":{\"code\":")
            string(error.code.rawValue)
            raw("}}")
        }
        closeList(from: start)
    }

    /// One error of a request that was refused as a whole, with a code of its own.
    package mutating func requestError(_ refusal: FieldRefusal, requestID: String) {
        raw("{\"errors\":[{\"message\":")
        string(refusal.message)
        locations(refusal.locations)
        extensions(refusal)
        raw("}]")
        finish(requestID)
    }

    /// Ends a response with the `extensions` that every one has.
    ///
    /// - Parameters:
    ///   - cost: What an operation that ran was estimated to cost at most, and what it did cost, in nodes.
    ///   - explanation: How it was answered, for whoever asks.
    mutating func finish(
        _ requestID: String, cost: (estimated: Int64, actual: Int64)? = nil, explanation: Explanation? = nil
    ) {
        raw(",\"extensions\":{\"requestId\":")
        string(requestID)
        if let cost {
            raw(",\"cost\":{\"estimated\":")
            integer(cost.estimated)
            raw(",\"actual\":")
            integer(cost.actual)
            raw(",\"limit\":")
            integer(Limits.cost)
            raw("}")
        }
        if let explanation { explain(explanation) }
        raw("}}")
    }

    mutating func locations(_ locations: [SourceLocation]) {
        guard !locations.isEmpty else { return }
        raw(",\"locations\":")
        let start = mark
        for location in locations {
            raw(",{\"line\":")
            integer(Int64(location.line))
            raw(",\"column\":")
            integer(Int64(location.column))
            raw("}")
        }
        closeList(from: start)
    }

    /// `extensions` of a refusal, without the brace that closes the error.
    mutating func extensions(_ refusal: FieldRefusal) {
        raw(",\"extensions\":{\"code\":")
        string(refusal.code)
        for detail in refusal.details {
            raw(",")
            string(detail.name)
            raw(":")
            switch detail.value {
            case .text(let text): string(text)
            case .number(let number): integer(number)
            case .texts(let texts): strings(texts)
            }
        }
        raw("}")
    }
}

extension Executor {
    /// Ends the response that `data` began: `errors` for what went wrong while `plan` ran, and `extensions`.
    ///
    /// - Parameters:
    ///   - requestID: What the log calls this request; failures of our own are reported by nothing else.
    ///   - estimated: What the operation was estimated to cost, in nodes.
    ///   - explanation: How it was answered, for whoever asks.
    /// - Returns: What it did cost, in nodes.
    @discardableResult
    package mutating func finish(
        _ plan: Plan, requestID: String, estimated: Int64, explanation: Explanation? = nil
    ) -> Int64 {
        if !errors.isEmpty {
            output.raw(",\"errors\":")
            writeErrors(plan, requestID: requestID)
        }
        let actual = plan.cost.actual(rowCounts)
        output.finish(requestID, cost: (estimated, actual), explanation: explanation)
        return actual
    }

    /// What went wrong while `plan` ran, as a list: each error has its whole path, so that a few long aliases would make
    /// it much longer than the request.
    package mutating func writeErrors(_ plan: Plan, requestID: String) {
        let start = output.mark
        let places = SourceLocations(plan.document)
        var unlisted = errors.unlisted
        for error in errors.list {
            if output.mark - start < Limits.errorBytes || error.isAlwaysListed {
                write(error, plan, places, requestID)
            } else {
                unlisted += 1
            }
        }
        if unlisted > 0 { writeUnlisted(unlisted) }
        output.closeList(from: start)
    }

    /// The last error: how many there are beside those listed.
    private mutating func writeUnlisted(_ count: Int) {
        errors.told(code: "TOO_MANY_ERRORS")
        output.raw(",{\"message\":")
        output.string("\(count) more errors are left out.")
        output.raw(",\"extensions\":{\"code\":\"TOO_MANY_ERRORS\",\"count\":")
        output.integer(Int64(count))
        output.raw("}}")
    }

    private mutating func write(
        _ error: ExecutionError, _ plan: Plan, _ places: SourceLocations, _ requestID: String
    ) {
        output.raw(",{\"message\":")
        let refusal = refusal(of: error, plan, requestID)
        errors.told(code: refusal.code)
        output.string(refusal.message)
        output.locations(refusal.locations.isEmpty ? locations(of: error, plan, places) : refusal.locations)
        writePath(error.path, plan)
        output.extensions(refusal)
        if case .forbidden(let denial) = error.reason {
            output.truncate(to: output.mark - 1)
            output.raw(",\"count\":")
            output.integer(Int64(denialCounts[Int(denial)]))
            output.raw("}")
        }
        output.raw("}")
    }

    /// What ends all of the response is at no position of it.
    private mutating func writePath(_ path: [PathSegment], _ plan: Plan) {
        if path.isEmpty { return }
        output.raw(",\"path\":")
        let start = output.mark
        for segment in path.reversed().prefix(while: { $0 != .unknownIndex }) {
            output.byte(UInt8(ascii: ","))
            switch segment {
            case .index(let index): output.integer(Int64(index))
            case .field(let field): output.string(plan.responseName(of: Int(field)))
            case .unknownIndex: break
            }
        }
        output.closeList(from: start)
    }

    private func locations(
        of error: ExecutionError, _ plan: Plan, _ places: SourceLocations
    ) -> [SourceLocation] {
        for case .field(let field) in error.path { return plan.locations(of: Int(field), variables, in: places) }
        return []
    }

    /// The innermost field of the error's path.
    private func coordinate(of error: ExecutionError, _ plan: Plan) -> String {
        for case .field(let field) in error.path { return "\(plan.coordinate(of: Int(field)))" }
        return ""
    }

    private func refusal(of error: ExecutionError, _ plan: Plan, _ requestID: String) -> FieldRefusal {
        switch error.reason {
        case .refused(let refusal): refusal
        case .database(let error) where error.reason == .interrupted:
            .tookTooLong
        case .forbidden(let denial):
            .denied(plan.denials[Int(denial)].coordinate, plan.denials[Int(denial)].code, to: "read")
        case .raised(let message): FieldRefusal(code: "INTERNAL", message: message)
        case .nullInNonNull:
            FieldRefusal(
                code: "INTERNAL", message: "Cannot return null for non-nullable field \(coordinate(of: error, plan)).")
        case .database, .unserializable:
            FieldRefusal(
                code: "INTERNAL", message: "Something failed on our side. Give us the request id.",
                details: [.init("requestId", requestID)])
        }
    }
}

extension FieldRefusal {
    /// The database had more to do for a request than it may.
    package static let tookTooLong = FieldRefusal(
        code: "TIMEOUT", message: "The request took too long and was stopped.")
}
