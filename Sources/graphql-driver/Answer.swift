import Execution
import GraphQL

/// One line of output.
struct Answer {
    /// The call's own, as JSON.
    let id: String
    var errors: [GraphQLError] = []
    /// The field that the errors are about, if they are about one.
    var path: [String] = []
    var text: String?
    /// The members of an operation that ran: `data` and `errors`, or `responses` to events.
    var response: String?

    /// The answer as JSON, with a line feed.
    var line: String {
        if let response { return "{\"id\":\(id),\"ok\":true,\(response)}\n" }
        var output = JSONOutput()
        output.raw("{\"id\":")
        output.raw(Array(id.utf8))
        output.raw(errors.isEmpty ? ",\"ok\":true,\"errors\":" : ",\"ok\":false,\"errors\":")
        output.errors(errors, path: path, hasLocationsAlways: true)
        if let text {
            output.raw(",\"text\":")
            output.string(text)
        }
        output.raw("}\n")
        return output.text
    }
}
