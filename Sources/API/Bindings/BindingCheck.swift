import Execution
import GraphQL
import Portal

/// Lays the bindings over the schema and names what does not fit.
struct BindingCheck {
    let schema: Schema

    func run() -> [String] { [] }
}
