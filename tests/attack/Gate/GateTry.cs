namespace Gmlm.Attack.Gate;

/// <summary>An attempt to get something past the gate that must not pass.</summary>
/// <param name="Group">The row that counts it.</param>
/// <param name="What">What was tampered with.</param>
/// <param name="Says">What the refusal must name; another refusal does not count, since it did not look there.</param>
/// <param name="Ask">Tampers, asks the gate, and gives what it said; empty where it let the attempt pass.</param>
internal sealed record GateTry(string Group, string What, string Says, Func<string> Ask);
