import GraphQL
import Testing

@testable import graphql_driver

/// A call of the driver that carries out a document, and the whole answer.
struct DriverCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// What is asked for, where it is not what the other cases ask for.
    var operation: String?
    let document: String
    /// The other members of the call.
    let members: String
    /// A schema of its own, where it has one.
    var schema: String?
    /// Behind the `id`.
    let answer: String

    /// - Parameters:
    ///   - operation: What the cases ask for that say nothing themselves.
    ///   - schema: The schema of those that have none of their own.
    func check(_ operation: String, on schema: String) throws {
        let operation = self.operation ?? operation
        var driver = try Driver()
        let schema = InputValue.string(self.schema ?? schema).json
        let document = InputValue.string(document).json
        let call = #"{"id":1,"op":"\#(operation)","schema":\#(schema),"document":\#(document),\#(members)}"#
        #expect(driver.answer(Array(call.utf8)[...]).line == "{\"id\":1,\(answer)}\n")
    }
}
