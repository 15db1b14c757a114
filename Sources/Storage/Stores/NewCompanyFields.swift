/// Paths of the inputs that a new company is typed into, to say at which one it is already known.
struct NewCompanyFields {
    let name: [String]
    let website: [String]
    let tin: [String]

    /// An input for each, within one.
    init(within field: [String]) {
        name = field + ["name"]
        website = field + ["website"]
        tin = field + ["tin"]
    }

    /// One input for all three.
    init(all field: [String]) {
        name = field
        website = field
        tin = field
    }
}
