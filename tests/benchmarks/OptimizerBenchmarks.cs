using BenchmarkDotNet.Attributes;
using Gmlm.Padir.Models;
using Gmlm.Padir.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gmlm.Benchmarks;

/// <summary>
/// What a step of the optimizer costs beside the gradients: in one pass, as operators on all weights together, and torch's own. The pass is limited by memory: it reads six numbers for each weight and writes three, 36 bytes.
/// </summary>
public class OptimizerBenchmarks : IDisposable
{
    private PadirModel _model = null!;
    private ScaledAdamW _pass = null!;
    private ScaledAdamW _operators = null!;
    private optim.Optimizer _torch = null!;

    /// <summary>Whose network: the controlled pair's has 0.7M weights, the captions' 2.1M.</summary>
    [Params("controlled-ar", "ar-en-de")]
    public string Recipe { get; set; } = "";

    /// <summary>Random weights and gradients.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var config = Recipes.Find(Recipe)!.Config;
        _model = new PadirModel(config);
        var (network, beside) = _model.Trained();
        foreach (var parameter in network)
        {
            parameter.grad = randn(parameter.shape).mul(1e-3);
        }

        IReadOnlyList<Parameter>[] parts = [network, beside];
        (_pass, _operators) = (new ScaledAdamW(_model, parts, config.Training), new ScaledAdamW(_model, parts, config.Training, operators: true));
        _torch = optim.AdamW(network, 1e-3);
    }

    /// <summary>The trainer's on a processor.</summary>
    [Benchmark(Description = "optimizer, one pass")]
    [TargetRate(0, "steps")]
    public void Pass() => _pass.Step(1e-6);

    /// <summary>The trainer's on a graphics processor, on this one.</summary>
    [Benchmark(Baseline = true, Description = "optimizer, operators")]
    [TargetRate(0, "steps")]
    public void Operators() => _operators.Step(1e-6);

    /// <summary>Torch's, clipping included.</summary>
    [Benchmark(Description = "optimizer, torch's")]
    [TargetRate(0, "steps")]
    public void Torch()
    {
        nn.utils.clip_grad_norm_(_model.parameters(), 1);
        _torch.step();
    }

    /// <summary>Gives native memory back.</summary>
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
