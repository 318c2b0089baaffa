namespace Gmlm.Attack.Gate;

/// <summary>An attempt to get something past the gate that must not pass.</summary>
/// <param name="Group">The row of the table in which it is counted.</param>
/// <param name="What">What was tampered with.</param>
/// <param name="Says">The text that the refusal must contain. A refusal for another reason does not count, since the gate did not see the
/// tampering.</param>
/// <param name="Ask">Tampers, runs the gate, and returns its refusal; empty if the attempt passed.</param>
internal sealed record GateTry(string Group, string What, string Says, Func<string> Ask);
