using BenchmarkDotNet.Attributes;
using Gmlm.Padir.Models;
using Gmlm.Padir.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Benchmarks;

/// <summary>
/// The time of one optimizer step without the gradients: in one pass over the weights, as operators on all weights together, and by torch's
/// optimizer. The single pass is memory-bound: it reads six numbers for each weight and writes three, 36 bytes.
/// </summary>
public class OptimizerBenchmarks : IDisposable
{
    private PadirModel _model = null!;
    private ScaledAdamW _pass = null!;
    private ScaledAdamW _operators = null!;
    private optim.Optimizer _torch = null!;

    /// <summary>The recipe whose network is used: 0.7 million weights for the controlled pair, 2.1 million for the captions.</summary>
    [Params("controlled-ar", "ar-en-de")]
    public string Recipe { get; set; } = "";

    /// <summary>Makes random weights and gradients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var config = Recipes.Find(Recipe)!.Config;
        _model = new PadirModel(config);
        var (network, auxiliary) = _model.Trained();
        foreach (var parameter in network)
        {
            parameter.grad = randn(parameter.shape).mul(1e-3);
        }

        IReadOnlyList<Parameter>[] parts = [network, auxiliary];
        (_pass, _operators) = (new ScaledAdamW(_model, parts, config.Training), new ScaledAdamW(_model, parts, config.Training, operators: true));
        _torch = optim.AdamW(network, 1e-3);
    }

    /// <summary>The step that the trainer uses on a processor.</summary>
    [Benchmark(Description = "optimizer, one pass")]
    [TargetRate(0, "steps")]
    public void Pass() => _pass.Step(1e-6);

    /// <summary>The step that the trainer uses on a graphics processor, measured on this machine's processor.</summary>
    [Benchmark(Baseline = true, Description = "optimizer, operators")]
    [TargetRate(0, "steps")]
    public void Operators() => _operators.Step(1e-6);

    /// <summary>The step of torch's AdamW, with gradient clipping.</summary>
    [Benchmark(Description = "optimizer, torch's")]
    [TargetRate(0, "steps")]
    public void Torch()
    {
        nn.utils.clip_grad_norm_(_model.parameters(), 1);
        _torch.step();
    }

    /// <summary>Releases native memory.</summary>
    [GlobalCleanup]
    public void Dispose()
    {
        _pass?.Dispose();
        _operators?.Dispose();
        _torch?.Dispose();
        _model?.Dispose();
        GC.SuppressFinalize(this);
    }
}
