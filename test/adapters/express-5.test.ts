import express from 'express';
import { runAdapterContract } from '../contracts/adapter-contract.ts';
import { expressHarness } from './express-harness.ts';

runAdapterContract(expressHarness(express, 'express', 5));
