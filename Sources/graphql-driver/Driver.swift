import Execution
import GraphQL

/// The engine behind one line in, one line out: for comparing it with other implementations.
struct Driver: ~Copyable {
    private var schemas = SchemaCache()
    private var engine: Engine

    init() throws { engine = try Engine() }

    /// Never fails: whatever is wrong with the line stands in the answer.
    mutating func answer(_ line: ArraySlice<UInt8>) -> Answer {
        line.withUnsafeBytes { bytes in
            let id = Call.id(of: bytes)
            let call: Call
            do throws(JSONError) { call = try Call(bytes) } catch {
                let message =
                    (error.reason == .tooDeep ? "A value is nested too deeply" : "The line is not a JSON object")
                    + ": reading stopped at byte \(error.offset)."
                return Answer(id: id, errors: [GraphQLError(message, code: .badUserInput)])
            }
            do throws(Failure) { return try answer(call, id) } catch {
                return Answer(id: id, errors: error.errors, path: error.path)
            }
        }
    }

    private mutating func answer(_ call: Call, _ id: String) throws(Failure) -> Answer {
        switch call.operation {
        case "parse":
            _ = try document(of: call)
            return Answer(id: id)
        case "print": return Answer(id: id, text: try document(of: call).printed)
        case "schema":
            _ = try schema(of: call)
            return Answer(id: id)
        case "validate":
            _ = try valid(call, try schema(of: call))
            return Answer(id: id)
        case "execute":
            let schema = try schema(of: call)
            return Answer(id: id, response: try engine.execute(try valid(call, schema), call, on: schema))
        case "subscribe":
            let schema = try schema(of: call)
            return Answer(id: id, response: try engine.subscribe(try valid(call, schema), call, on: schema))
        default: throw Failure("There is no operation \"\(call.operation)\".")
        }
    }

    /// The limits are those of clients' documents, but a schema may be larger than any of them.
    private func document(of call: Call) throws(Failure) -> Document {
        guard let source = call.document else { throw Failure(missing: "document") }
        do throws(GraphQLError) { return try Document.parse(source) } catch {
            guard error.code == .tooLarge, let document = try? Document.parse(source, limits: .typeSystem),
                document.operations.isEmpty, document.fragments.isEmpty
            else { throw Failure(errors: [error]) }
            return document
        }
    }

    private func valid(_ call: Call, _ schema: Schema) throws(Failure) -> Valid<Document> {
        let document = try document(of: call)
        do throws(ValidationErrors) {
            return try validate(document, against: schema, view: SchemaView(of: schema))
        } catch { throw Failure(errors: error.errors) }
    }

    private mutating func schema(of call: Call) throws(Failure) -> Schema {
        guard let source = call.schema else { throw Failure(missing: "schema") }
        return try schemas.schema(source)
    }
}

/// Why there is no better answer.
struct Failure: Error {
    let errors: [GraphQLError]
    /// The field that they are about, if they are about one.
    var path: [String] = []

    init(errors: [GraphQLError]) { self.errors = errors }

    init(_ message: String) { self.init(errors: [GraphQLError(message, code: .badUserInput)]) }

    init(_ refusal: FieldRefusal) {
        let code = GraphQLError.Code(rawValue: refusal.code) ?? .badUserInput
        self.init(errors: [GraphQLError(refusal.message, at: refusal.locations, code: code)])
    }

    init(missing member: String) { self.init("\"\(member)\" must be given, as a string of Unicode text.") }
}
