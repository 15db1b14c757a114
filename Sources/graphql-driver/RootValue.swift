import GraphQL
import SQLite

/// A root value as rows, so that the engine reads it as it reads everything: a row for each value, which knows the value that
/// it is in and the field that it is of.
///
/// Values are completed on the way in, by the types of the schema: leaves as JSON, failures as their messages.
struct RootValue {
    static let table = """
        CREATE TABLE value (
            id INTEGER PRIMARY KEY,
            parent INTEGER,
            -- Empty for the item of a list.
            name TEXT NOT NULL,
            -- The object type, or what a leaf answers instead of its value: its arguments.
            type TEXT,
            -- The JSON of a leaf; 1 for an object and a list; null for null.
            value TEXT,
            failure TEXT
        ) STRICT;
        CREATE INDEX value_parent ON value (parent, name);
        """
    /// The `type` of a leaf that answers its arguments.
    static let arguments = "__args"

    private let schema: Schema
    private let insert: Statement
    private var lastID: Int64 = 0

    private init(_ schema: Schema, _ connection: borrowing Connection) throws(SQLiteError) {
        self.schema = schema
        insert = try connection.prepare("INSERT INTO value VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    }

    /// Fills the table with values that are each the object of an operation.
    ///
    /// - Returns: Their rows; the table's first is the first value's.
    static func load(
        _ values: [InputValue], as type: TypeDefinition, of schema: Schema, into connection: borrowing Connection
    ) throws(SQLiteError) -> [Int64] {
        try connection.execute("DELETE FROM value")
        var root = try RootValue(schema, connection)
        var rows: [Int64] = []
        for value in values {
            rows.append(root.lastID + 1)
            try root.add(value, in: nil, "", .object(type))
        }
        return rows
    }

    /// What a value became.
    private enum Completed {
        case null
        case failure(String)
        case leaf(String, type: String? = nil)
        case list([InputValue], of: TypeReference)
        case object(TypeDefinition)
    }

    private mutating func add(
        _ value: InputValue, in parent: Int64?, _ name: String, _ completed: Completed, of field: FieldDefinition? = nil
    ) throws(SQLiteError) {
        lastID += 1
        let id = lastID
        var (type, text, failure): (SQLite.Value, SQLite.Value, SQLite.Value) = (.null, .null, .null)
        switch completed {
        case .null: break
        case .failure(let message): failure = .text(message)
        case .leaf(let json, let own): (type, text) = (SQLite.Value(own), .text(json))
        case .list: text = "1"
        case .object(let definition): (type, text) = (.text(definition.name), "1")
        }
        try insert.execute(.integer(id), SQLite.Value(parent), .text(name), type, text, failure)
        switch completed {
        case .list(let items, let item):
            guard let field else { return }
            for value in items { try add(value, in: id, "", complete(value, item, field), of: field) }
        case .object(let definition):
            for field in definition.fields {
                guard let value = value[field.name] else { continue }
                try add(value, in: id, field.name, complete(value, field.type, field), of: field)
            }
        case .null, .failure, .leaf: break
        }
    }

    private func complete(_ value: InputValue, _ type: TypeReference, _ field: FieldDefinition) -> Completed {
        if case .string(let message)? = value["__error"] { return .failure(message) }
        if value == .null { return .null }
        if let item = type.item {
            if case .list(let items) = value { return .list(items, of: item) }
            return .failure("Expected Iterable, but did not find one for field \"\(field.coordinate)\".")
        }
        let definition = schema[type.named]
        switch definition.kind {
        case .scalar, .enumeration, .inputObject:
            if definition.name == "String", value["__args"] == .boolean(true) {
                return .leaf("\"{}\"", type: Self.arguments)
            }
            switch ResultCoercion.json(value, as: definition) {
            case .success(let json): return .leaf(json)
            case .failure(let error): return .failure(error.message)
            }
        case .object: return .object(definition)
        case .interface, .union: return resolve(value, definition, field)
        }
    }

    private func resolve(_ value: InputValue, _ type: TypeDefinition, _ field: FieldDefinition) -> Completed {
        guard case .string(let name)? = value["__typename"] else {
            return .failure(
                "Abstract type \"\(type.name)\" must resolve to an Object type at runtime for field "
                    + "\"\(field.coordinate)\". Either the \"\(type.name)\" type should provide a \"resolveType\" "
                    + "function or each possible type should provide an \"isTypeOf\" function.")
        }
        guard let object = schema.type(named: name) else {
            return .failure(
                "Abstract type \"\(type.name)\" was resolved to a type \"\(name)\" that does not exist inside the schema."
            )
        }
        guard object.kind == .object else {
            return .failure("Abstract type \"\(type.name)\" was resolved to a non-object type \"\(name)\".")
        }
        guard type.possibleTypes.contains(object.id) else {
            return .failure("Runtime Object type \"\(name)\" is not a possible type for \"\(type.name)\".")
        }
        return .object(object)
    }
}
