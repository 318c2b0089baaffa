namespace Gmlm.Attack;

/// <summary>One kind of attack on the product: it tries many things that must not pass, and counts those that did.</summary>
internal interface IAttack
{
    /// <summary>The name on the command line and in the recorded table, for example <c>mutations</c>.</summary>
    string Name { get; }

    /// <summary>What is attacked with what, in one line.</summary>
    string Description { get; }

    /// <summary>What the quick part may take, building included. Over all kinds the sum is three minutes at most.</summary>
    TimeSpan QuickTime { get; }

    /// <summary>Attacks. A run that was interrupted goes on from where it was, with the same results.</summary>
    /// <exception cref="OperationCanceledException">Interrupted; what was finished is kept.</exception>
    AttackOutcome Run(AttackContext context, CancellationToken cancellation);
}
