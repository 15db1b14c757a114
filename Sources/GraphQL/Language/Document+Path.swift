extension Document {
    /// Where in a value a node is, such as `.filter[1]`; the name of a field is at the object that has it.
    func path(to offset: Int32, in value: Value) -> String {
        switch value.content {
        case .list(let items) where offset != value.offset:
            guard let (index, item) = self[items].enumerated().last(where: { $1.offset <= offset }) else { return "" }
            return "[\(index)]" + path(to: offset, in: item)
        case .object(let fields) where offset != value.offset:
            guard let field = self[fields].last(where: { $0.offset <= offset }), field.offset < offset else {
                return ""
            }
            return ".\(text(of: field.name))" + path(to: offset, in: field.value)
        default: return ""
        }
    }
}
