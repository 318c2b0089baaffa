namespace Gmlm.Attack;

/// <summary>One kind of attack on the product: it makes many attempts that must fail, and counts those that succeed.</summary>
internal interface IAttack
{
    /// <summary>The name on the command line and in the recorded table, for example <c>mutations</c>.</summary>
    string Name { get; }

    /// <summary>The target and the means of the attack, in one line.</summary>
    string Description { get; }

    /// <summary>The time limit of the quick part, building included. The sum over all kinds is three minutes at most.</summary>
    TimeSpan QuickTime { get; }

    /// <summary>Runs the attack. An interrupted run resumes where it stopped, with the same results.</summary>
    /// <exception cref="OperationCanceledException">The run was interrupted; finished parts are kept.</exception>
    AttackOutcome Run(AttackContext context, CancellationToken cancellation);
}
