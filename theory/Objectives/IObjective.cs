namespace Gmlm.Theory.Objectives;

/// <summary>A smooth function of d parameters, to be minimised. An instance owns buffers: one thread at a time.</summary>
public interface IObjective
{
    /// <summary>d.</summary>
    int Dimension { get; }

    /// <summary>The value at <paramref name="parameters"/> (d), its gradient into <paramref name="gradient"/> (d).</summary>
    double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient);
}

/// <summary>An objective that knows its second derivatives.</summary>
public interface ITwiceDifferentiable : IObjective
{
    /// <summary>∇² at <paramref name="parameters"/> (d), row-major into <paramref name="hessian"/> (d × d).</summary>
    void Hessian(ReadOnlySpan<double> parameters, Span<double> hessian);
}
