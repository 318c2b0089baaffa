using Gmlm.Theory.Random;
using MathNet.Numerics.Distributions;

namespace Gmlm.Reproduce.Claims;

/// <summary>A named model on which claims are checked.</summary>
/// <param name="Name">The name in reports, for example <c>Ising N=4 strength=0.5 #1</c>.</param>
/// <param name="Family">The parametric family.</param>
/// <param name="Parameters">θ*, the truth within the family.</param>
public sealed record Instance(string Name, ExponentialFamily Family, double[] Parameters)
{
    /// <summary>p = p_θ*.</summary>
    public FiniteDistribution Truth { get; } = Family.At(Parameters);

    /// <summary>Ω^N.</summary>
    public StateSpace Space => Family.Space;

    /// <summary>N.</summary>
    public int Length => Family.Space.Length;

    /// <summary>
    /// A θ away from the truth: a normal number of standard deviation <paramref name="spread"/> is added to every parameter.
    /// </summary>
    public double[] Perturbed(RandomStream random, double spread) =>
        [.. Parameters.Select(parameter => parameter + (spread * Normal.Sample(random, 0, 1)))];
}

/// <summary>
/// The seeded grid that claims are checked over: Ising models from near independent to strongly peaked with random
/// fields, the two cliques of the paper's Figures 1 and 2, Potts models with three symbols, arbitrary positive tables, and
/// antiferromagnetic and frustrated Ising models.
/// The same context gives the same instances in the same order.
/// </summary>
public static class Instances
{
    /// <summary>
    /// All instances: <see cref="Cliques"/>, <see cref="IsingModels"/>, <see cref="PottsModels"/>, <see cref="Tables"/>,
    /// <see cref="Frustrated"/>.
    /// </summary>
    public static IReadOnlyList<Instance> All(ExperimentContext context) =>
        [.. Cliques(), .. IsingModels(context), .. PottsModels(context), .. Tables(context), .. Frustrated(context)];

    /// <summary>
    /// The distributions of all instances; then positive tables in which a third of the weights are 10⁻¹² of the others, and, with
    /// <paramref name="zeros"/>, tables in which they are 0.
    /// </summary>
    public static IReadOnlyList<NamedDistribution> Distributions(ExperimentContext context, bool zeros = true)
    {
        return
        [
            .. All(context).Select(instance => new NamedDistribution(instance.Name, instance.Truth)),
            .. Tables("rare states", 1e-12),
            .. zeros ? Tables("zeros", 0) : [],
        ];

        IEnumerable<NamedDistribution> Tables(string what, double rare)
        {
            var random = context.Stream($"instances/{what}");
            return
            [
                .. from shape in context.Pick<(int Alphabet, int Length)[]>([(2, 3)], [(2, 4), (3, 2)], [(2, 4), (2, 5), (3, 3)])
                   let space = new StateSpace(shape.Alphabet, shape.Length)
                   from draw in Enumerable.Range(1, context.Pick(1, 2, 4))
                   let weights = Enumerable.Range(0, space.Count)
                       .Select(x => Exponential.Sample(random, 1) * (random.NextUniform() < 1.0 / 3 && x > 0 ? rare : 1))
                   select new NamedDistribution(
                       Name($"table with {what} q={shape.Alphabet} N={shape.Length} #{draw}"),
                       FiniteDistribution.FromWeights(space, [.. weights])),
            ];
        }
    }

    /// <summary>The models of Figures 1 and 2: N = 4, one clique, h = 0, J = 0.05 and 0.3.</summary>
    public static IReadOnlyList<Instance> Cliques() =>
        [
            .. new[] { 0.05, 0.3 }.Select(coupling => new Instance(
                Name($"Ising clique N=4 J={coupling}"), Ising.Family(4), Ising.Clique(4, 4, coupling, 0).Parameters())),
        ];

    /// <summary>
    /// Full Ising models: h_i and J_ij normal with standard deviations s and s/√N, where s goes from near independent to strongly peaked.
    /// </summary>
    public static IReadOnlyList<Instance> IsingModels(ExperimentContext context)
    {
        var random = context.Stream("instances/ising");
        return [.. from length in context.Pick<int[]>([3, 4], [2, 3, 4, 5], [2, 3, 4, 5, 6])
                   let family = Ising.Family(length)
                   from strength in context.Pick<double[]>([0.05, 1.5], [0.05, 0.3, 0.8, 1.5], [0.05, 0.3, 0.8, 1.5, 2.5])
                   from draw in Enumerable.Range(1, context.Pick(1, 2, 4))
                   select new Instance(
                       Name($"Ising N={length} strength={strength} #{draw}"),
                       family,
                       [
                           .. family.Labels.Select(label =>
                               strength * Normal.Sample(random, 0, 1) / (label[0] == 'J' ? Math.Sqrt(length) : 1)),
                       ])];
    }

    /// <summary>Full Potts models with q = 3, drawn like <see cref="IsingModels"/>.</summary>
    public static IReadOnlyList<Instance> PottsModels(ExperimentContext context)
    {
        var random = context.Stream("instances/potts");
        return [.. from length in context.Pick<int[]>([2], [2, 3], [2, 3, 4])
                   let family = Potts.Family(3, length)
                   from strength in context.Pick<double[]>([1], [0.2, 1, 2], [0.2, 1, 2, 3])
                   from draw in Enumerable.Range(1, context.Pick(1, 2, 4))
                   select new Instance(
                       Name($"Potts q=3 N={length} strength={strength} #{draw}"),
                       family,
                       [.. family.Labels.Select(_ => strength * Normal.Sample(random, 0, 1))])];
    }

    /// <summary>Positive tables with Dirichlet(1, …, 1) weights, as members of the saturated family.</summary>
    public static IReadOnlyList<Instance> Tables(ExperimentContext context)
    {
        var random = context.Stream("instances/tables");
        return [.. from shape in context.Pick<(int Alphabet, int Length)[]>(
                       [(2, 3)], [(2, 2), (2, 3), (2, 4), (3, 2)], [(2, 2), (2, 3), (2, 4), (3, 2), (3, 3), (4, 2)])
                   let space = new StateSpace(shape.Alphabet, shape.Length)
                   let family = Saturated.Family(space)
                   from draw in Enumerable.Range(1, context.Pick(1, 3, 6))
                   let table = FiniteDistribution.FromWeights(
                       space, [.. Enumerable.Range(0, space.Count).Select(_ => Exponential.Sample(random, 1))])
                   select new Instance(Name($"table q={shape.Alphabet} N={shape.Length} #{draw}"), family, Saturated.Parameters(table))];
    }

    /// <summary>
    /// Ising models in which not all couplings can be satisfied at once: an antiferromagnetic triangle and clique, random signs; and an
    /// antiferromagnetic ring, whose couplings can.
    /// </summary>
    public static IReadOnlyList<Instance> Frustrated(ExperimentContext context) =>
    [
        .. from model in context.Pick<(string Name, Ising Model)[]>(
               [("triangle J=-1", Ising.Clique(3, 3, -1, 0.2)), ("ring J=-0.8", Ring(4, -0.8, 0.3))],
               [
                   ("triangle J=-1", Ising.Clique(3, 3, -1, 0.2)), ("ring J=-0.8", Ring(4, -0.8, 0.3)),
                   ("clique J=-0.6", Ising.Clique(5, 5, -0.6, 0)), ("signs J=0.7", Signs(5, 0.7, context.Stream("instances/signs"))),
               ],
               [
                   ("triangle J=-1", Ising.Clique(3, 3, -1, 0.2)), ("ring J=-0.8", Ring(4, -0.8, 0.3)),
                   ("clique J=-0.6", Ising.Clique(5, 5, -0.6, 0)), ("signs J=0.7", Signs(6, 0.7, context.Stream("instances/signs"))),
               ])
           select new Instance(
               Name($"Ising N={model.Model.Length} {model.Name}"), Ising.Family(model.Model.Length), model.Model.Parameters()),
    ];

    /// <summary>
    /// Longer models for checks whose cost allows them: N = 8, a clique, an antiferromagnetic ring, random signs; none in smoke.
    /// </summary>
    public static IReadOnlyList<NamedDistribution> Long(ExperimentContext context) => context.Profile == Profile.Smoke ? [] :
    [
        new("Ising clique N=8 J=0.3", Ising.Clique(8, 8, 0.3, 0).Distribution()),
        new("Ising N=8 ring J=-0.8", Ring(8, -0.8, 0.3).Distribution()),
        new("Ising N=8 signs J=0.5", Signs(8, 0.5, context.Stream("instances/long")).Distribution()),
    ];

    private static Ising Ring(int length, double coupling, double field)
    {
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            var next = (i + 1) % length;
            couplings[i, next] = couplings[next, i] = coupling;
        }

        return new Ising([.. Enumerable.Repeat(field, length)], couplings);
    }

    private static Ising Signs(int length, double coupling, RandomStream random)
    {
        var couplings = new double[length, length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                couplings[i, j] = couplings[j, i] = random.NextUniform() < 0.5 ? coupling : -coupling;
            }
        }

        return new Ising(new double[length], couplings);
    }

    /// <summary>A mask distribution without symmetry: about two thirds of the non-empty masks, with exponential weights.</summary>
    public static MaskDistribution RandomMasks(int length, RandomStream random) =>
        MaskDistribution.From(length, Enumerable.Range(1, (1 << length) - 1)
            .Select(mask => (mask, mask == (1 << length) - 2 || random.NextUniform() < 2.0 / 3 ? Exponential.Sample(random, 1) : 0))
            .ToArray());

    private static string Name(FormattableString name) => name.ToString(CultureInfo.InvariantCulture);
}
