namespace Gmlm.Attack;

/// <summary>What one kind of attack found.</summary>
/// <param name="Rows">One row a group of attempts, in a stable order.</param>
/// <param name="Losses">Each attempt that was not caught.</param>
internal sealed record AttackOutcome(IReadOnlyList<AttackRow> Rows, IReadOnlyList<Loss> Losses);

/// <summary>A group of attempts.</summary>
/// <param name="Attack">What was attacked, or how.</param>
/// <param name="Tried">Attempts, <paramref name="Caught"/> and <paramref name="Lost"/> together.</param>
/// <param name="Caught">Attempts that were noticed.</param>
/// <param name="Lost">Attempts that passed unnoticed, explained ones among them.</param>
/// <param name="Note">What a reader must know beside the numbers; empty as a rule.</param>
internal sealed record AttackRow(string Attack, int Tried, int Caught, int Lost, string Note);

/// <summary>An attempt that passed unnoticed.</summary>
/// <param name="Attack">The row that counts it.</param>
/// <param name="What">The attempt, precisely enough to repeat it.</param>
/// <param name="Reason">Why it may pass (for example, it changes no result); null where nobody has explained it, which fails the
/// run.</param>
internal sealed record Loss(string Attack, string What, string? Reason);
