import Foundation
import GraphQL
import Testing

@testable import Execution
@testable import graphql_driver

/// What must hold of the driver's answer to any line, and how many lines ended how.
final class AnswerTrial {
    /// Lines that are no calls, calls that were refused, and those that were carried out.
    private(set) var outcomes = (unread: 0, refused: 0, carriedOut: 0)
    /// Operations among them that validation or their variables refused, and that ran without errors and with some.
    private(set) var operations = (invalid: 0, refused: 0, ran: 0, ranWithErrors: 0)
    private var driver = try? Driver()

    func check(_ line: [UInt8]) throws {
        let text = try answer(to: line)
        let trace: Comment = "\(String(decoding: line, as: UTF8.self)) → \(text)"
        #expect(text.utf8.firstIndex(of: UInt8(ascii: "\n")) == text.utf8.indices.last, trace)
        #expect(throws: Never.self, trace) { try JSONSerialization.jsonObject(with: Data(text.utf8)) }
        var other = try Driver()
        #expect(other.answer(line[...]).line == text, "Only after other calls: \(trace)")

        let call = line.withUnsafeBytes { try? Call($0) }
        let answer = try Self.value(text)
        #expect(text.hasPrefix("{\"id\":\(Self.identifier(of: line)),\"ok\":"), trace)
        let isCarriedOut = answer["ok"] == .boolean(true)
        if isCarriedOut { checkResult(of: call?.operation ?? "", answer, trace) } else { checkRefusal(answer, trace) }
        if let call {
            if isCarriedOut { outcomes.carriedOut += 1 } else { outcomes.refused += 1 }
            try checkValidation(of: call, line, text, answer, trace)
        } else {
            #expect(!isCarriedOut, trace)
            outcomes.unread += 1
        }
    }

    private func answer(to line: [UInt8]) throws -> String { try #require(driver?.answer(line[...]).line) }

    private static func value(_ text: String) throws -> InputValue {
        try Array(text.utf8).withUnsafeBytes { bytes in try JSONReader.value(bytes) }
    }

    /// The number that `RandomCall` wrote before everything else; a line without one has no `id` at all.
    private static func identifier(of line: [UInt8]) -> String {
        let start = Array("{\"id\":".utf8)
        guard line.starts(with: start) else { return "null" }
        return String(decoding: line.dropFirst(start.count).prefix { $0 != UInt8(ascii: ",") }, as: UTF8.self)
    }

    // MARK: The members

    private func checkRefusal(_ answer: InputValue, _ trace: Comment) {
        #expect(answer.names == ["id", "ok", "errors"], trace)
        #expect(answer["ok"] == .boolean(false), trace)
        let errors = answer["errors"]?.items ?? []
        #expect(!errors.isEmpty, trace)
        for error in errors {
            #expect(error.names.filter { $0 != "path" } == ["message", "locations", "extensions"], trace)
            check(error, trace)
        }
    }

    private func checkResult(of operation: String, _ answer: InputValue, _ trace: Comment) {
        switch operation {
        case "execute":
            #expect(answer.names == ["id", "ok", "data", "errors"], trace)
            checkResponse(answer, trace)
        case "subscribe":
            #expect(answer.names == ["id", "ok", "responses"], trace)
            for response in answer["responses"]?.items ?? [] {
                #expect(response.names == ["data", "errors"], trace)
                checkResponse(response, trace)
            }
        case "parse", "schema", "validate", "print":
            #expect(answer["errors"] == .list([]), trace)
            #expect(answer.names == ["id", "ok", "errors"] + (operation == "print" ? ["text"] : []), trace)
        default: Issue.record(trace)
        }
    }

    /// Nothing is lost without an error, and where an error points there is nothing.
    private func checkResponse(_ response: InputValue, _ trace: Comment) {
        let (data, errors) = (response["data"], response["errors"]?.items ?? [])
        if case .object? = data {} else { #expect(data == .null && !errors.isEmpty, trace) }
        for error in errors {
            check(error, trace)
            #expect(data?.isNull(at: error["path"]?.items ?? []) == true, trace)
        }
    }

    private func check(_ error: InputValue, _ trace: Comment) {
        guard case .string(let message)? = error["message"], case .string? = error["extensions"]?["code"] else {
            Issue.record(trace)
            return
        }
        let isOurs = ["The engine failed", "Something failed on our side"].contains { message.hasPrefix($0) }
        #expect(!message.isEmpty && !isOurs, trace)
        for location in error["locations"]?.items ?? [] {
            guard case .int(1...)? = location["line"], case .int(1...)? = location["column"] else {
                Issue.record(trace)
                continue
            }
        }
    }

    // MARK: Validation

    /// An operation runs if its document is valid, unless the variables or the choice of the operation are not.
    private func checkValidation(
        of call: Call, _ line: [UInt8], _ text: String, _ answer: InputValue, _ trace: Comment
    ) throws {
        let member = { (operation: String) in Array("\"op\":\"\(operation)\"".utf8) }
        let validating = line.replacing(member(call.operation), with: member("validate"), maxReplacements: 1)
        guard ["execute", "subscribe"].contains(call.operation),
            validating.withUnsafeBytes({ try? Call($0) })?.operation == "validate"
        else { return }
        let validated = try self.answer(to: validating)
        if try Self.value(validated)["ok"] == .boolean(false) {
            operations.invalid += 1
            #expect(validated == text, trace)
        } else if answer["ok"] == .boolean(false) {
            operations.refused += 1
            for error in answer["errors"]?.items ?? [] {
                #expect(Self.refusals.contains(error["extensions"]?["code"]), trace)
            }
        } else if answer["errors"] == .list([]) {
            operations.ran += 1
        } else {
            operations.ranWithErrors += 1
        }
    }

    /// Why a valid document's operation is not run.
    private static let refusals: [InputValue?] = [.string("BAD_USER_INPUT"), .string("OPERATION_NOT_FOUND")]
}

extension InputValue {
    /// Of the members of an object, in their order.
    fileprivate var names: [String] {
        guard case .object(let fields) = self else { return [] }
        return fields.map(\.name)
    }

    fileprivate var items: [InputValue] {
        guard case .list(let items) = self else { return [] }
        return items
    }

    /// Whether a path of a response leads to null, or to something in it.
    fileprivate func isNull(at path: [InputValue]) -> Bool {
        var value = self
        for segment in path where value != .null {
            switch segment {
            case .string(let name):
                guard let next = value[name] else { return false }
                value = next
            case .int(let index):
                guard value.items.indices.contains(Int(index)) else { return false }
                value = value.items[Int(index)]
            default: return false
            }
        }
        return value == .null
    }
}
