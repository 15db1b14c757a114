/// A form that chooses a company, read once.
package struct FormReading<Accepted: Sendable>: Sendable {
    /// The company, whatever else may be wrong with the form; nil without one, or if it is not one itself.
    package let company: CompanyReading?
    /// The form, or everything that is wrong with it, each at its path from `input` inwards.
    package let accepted: Result<Accepted, Refusals>
}
